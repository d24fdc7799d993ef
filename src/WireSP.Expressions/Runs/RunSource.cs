using System.Reflection.Emit;
using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>
/// What an expression is for all documents of one shape: always of one type, and computed for many of them at once.
/// </summary>
/// <param name="type">The type of every document's value.</param>
internal abstract class RunSource(BsonType type)
{
    /// <summary>What <see cref="Fill"/> gives when every row has a value.</summary>
    public const int All = int.MaxValue;

    /// <summary>The type of every document's value.</summary>
    public BsonType Type { get; } = type;

    /// <summary>Whether values are integers.</summary>
    public bool IsInteger => Type is BsonType.Int32 or BsonType.Int64;

    /// <summary>Whether values are numbers other than decimals.</summary>
    public bool IsNumber => IsInteger || Type == BsonType.Double;

    /// <summary>Whether <see cref="Fill"/> has a value for every row, whatever is in the document.</summary>
    public virtual bool FillsAll => false;

    /// <summary>
    /// Whether values may be texts beside the documents' buffer, or missing: only those take them who say so.
    /// </summary>
    public virtual bool IsLoose => false;

    /// <summary>
    /// All that <see cref="WriteCode"/> depends on beside the shape's segments; null where there is no code.
    /// </summary>
    public virtual string? CodeKey => null;

    /// <summary>Whether values are texts in the documents' buffer.</summary>
    public bool IsText => Type == BsonType.String && !IsLoose;

    /// <summary>The value, where it is the same for every document.</summary>
    public virtual bool TryGetConstant(out BsonValue value)
    {
        value = default;
        return false;
    }

    /// <summary>Computes values and puts their bits to their rows.</summary>
    /// <param name="run">The documents.</param>
    /// <param name="rows">Numbers of those that have the shape, in order.</param>
    /// <param name="payloads">Receives the bits, by row.</param>
    /// <returns>The first row without a value of the type; <see cref="All"/> when there is none.</returns>
    public abstract int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads);

    /// <summary>
    /// Writes the code that computes the value of one document, as <see cref="Fill"/> does; the loop ends before one
    /// without a value of the type.
    /// </summary>
    /// <param name="row">The document, located.</param>
    /// <returns>The variable that the value's bits are in.</returns>
    public virtual LocalBuilder WriteCode(RowCode row) => throw new NotSupportedException();

    /// <summary>Whether there are rows and none between them is left out.</summary>
    public static bool AreNeighbours(ReadOnlySpan<int> rows) =>
        rows.Length > 0 && rows[^1] - rows[0] == rows.Length - 1;

    /// <summary>The rows that have a value, when <see cref="Fill"/> gave the first one without.</summary>
    public static ReadOnlySpan<int> Before(ReadOnlySpan<int> rows, int failed)
    {
        if (failed == All)
        {
            return rows;
        }

        var count = 0;
        while (count < rows.Length && rows[count] < failed)
        {
            count++;
        }

        return rows[..count];
    }
}
