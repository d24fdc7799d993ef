using System.Diagnostics.CodeAnalysis;
using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether texts are equal to one of a few constants.</summary>
internal sealed class TextEqualitySource : DerivedSource
{
    private readonly TextTable _table;
    private readonly bool _whenEqual;
    private readonly byte[][] _constants;

    /// <summary>Makes the comparison.</summary>
    /// <param name="text">The texts; rows may have none.</param>
    /// <param name="constants">What they are compared with; a <see cref="TextTable"/> has to have room for it.</param>
    /// <param name="whenEqual">What it is called when they are equal.</param>
    public TextEqualitySource(RunSource text, byte[][] constants, bool whenEqual)
        : base(LowerTextSource.TextOf(text) ?? text, BsonType.Boolean)
    {
        // Texts that are only compared in lower case are not written.
        Folds = !ReferenceEquals(From, text);
        _constants = constants;
        _table = new TextTable(constants, Folds);
        _whenEqual = whenEqual;
    }

    /// <summary>The texts.</summary>
    public RunSource Text => From;

    /// <summary>Whether they are compared in lower case.</summary>
    public bool Folds { get; }

    /// <summary>What they are compared with, where that is one text.</summary>
    public byte[] Constant => _constants[0];

    /// <summary>Whether a condition asks for a text that is equal to one constant.</summary>
    public static bool TryGet(RunSource condition, [NotNullWhen(true)] out TextEqualitySource? equality)
    {
        equality = condition as TextEqualitySource;
        return equality is { _whenEqual: true, _constants.Length: 1 };
    }

    /// <summary>Whether both compare one text in the same way.</summary>
    public bool IsOfSameText(TextEqualitySource other) => Folds == other.Folds
        && (ReferenceEquals(Text, other.Text) || (Text is TextSource text && text.IsSame(other.Text)));

    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        _table.Find(run, rows, payloads);
        var (count, whenOther) = (_table.Count, _whenEqual ? 0 : 1);
        foreach (var row in rows)
        {
            // The sign tells whether the number is one of a constant.
            payloads[row] = (long)((ulong)(payloads[row] - count) >> 63) ^ whenOther;
        }

        return All;
    }
}
