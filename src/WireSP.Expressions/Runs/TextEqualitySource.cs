using System.Diagnostics.CodeAnalysis;
using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether texts are equal to a constant one.</summary>
internal sealed class TextEqualitySource : RunSource
{
    private readonly TextTable _table;
    private readonly bool _whenEqual;

    /// <summary>Makes the comparison.</summary>
    /// <param name="text">The texts; rows may have none.</param>
    /// <param name="constant">What they are compared with.</param>
    /// <param name="whenEqual">What it is called when they are equal.</param>
    public TextEqualitySource(RunSource text, byte[] constant, bool whenEqual)
        : base(BsonType.Boolean)
    {
        // Texts that are only compared in lower case are not written.
        Text = LowerTextSource.TextOf(text) ?? text;
        Folds = !ReferenceEquals(Text, text);
        Constant = constant;
        _table = new TextTable([constant], Folds);
        _whenEqual = whenEqual;
    }

    /// <summary>The texts.</summary>
    public RunSource Text { get; }

    /// <summary>Whether they are compared in lower case.</summary>
    public bool Folds { get; }

    /// <summary>What they are compared with.</summary>
    public byte[] Constant { get; }

    /// <summary>Whether a condition asks for a text that is equal.</summary>
    public static bool TryGet(RunSource condition, [NotNullWhen(true)] out TextEqualitySource? equality)
    {
        equality = condition as TextEqualitySource;
        return equality is { _whenEqual: true };
    }

    /// <summary>Whether both compare one text in the same way.</summary>
    public bool IsOfSameText(TextEqualitySource other) => Folds == other.Folds
        && (ReferenceEquals(Text, other.Text) || (Text is TextSource text && text.IsSame(other.Text)));

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = Text.Fill(run, rows, payloads);
        var whenEqual = _whenEqual ? 1 : 0;
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = _table.IndexOf(run, payloads[row]) ^ whenEqual;
        }

        return failed;
    }
}
