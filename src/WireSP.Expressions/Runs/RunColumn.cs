using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>The values of one input for the documents of a run.</summary>
public sealed class RunColumn
{
    private readonly long[] _payloads;
    private readonly int _first;
    private readonly BsonType[] _types = new BsonType[RunReader.DocumentsMax];
    private bool _isBegun;

    /// <summary>Makes a column.</summary>
    /// <param name="payloads">The values of all inputs.</param>
    /// <param name="first">Where among them this one's are.</param>
    internal RunColumn(long[] payloads, int first)
    {
        _payloads = payloads;
        _first = first;
    }

    /// <summary>
    /// The type that all values have; null when they differ, and <see cref="Types"/> has to be asked.
    /// </summary>
    public BsonType? Type { get; private set; }

    /// <summary>The values' types, where these differ.</summary>
    public ReadOnlySpan<BsonType> Types => _types;

    /// <summary>
    /// The values' bits as a <see cref="BsonValue"/> has them; of a text where it is in the buffer (high half) and how
    /// long (low half).
    /// </summary>
    public ReadOnlySpan<long> Payloads => Values;

    private Span<long> Values => _payloads.AsSpan(_first, RunReader.DocumentsMax);

    /// <summary>Tells that values of a type have been put there.</summary>
    internal void Begin(BsonType type) => Type = type;

    /// <summary>Computes the values of documents that all have one shape.</summary>
    /// <returns>The first row without a value; past all rows when there is none.</returns>
    internal int Fill(RunSource source, DocumentRun run, ReadOnlySpan<int> rows)
    {
        Begin(source.Type);
        return source.Fill(run, rows, Values);
    }

    /// <summary>Begins a run whose documents are of several shapes.</summary>
    internal void BeginSome()
    {
        Type = null;
        _isBegun = false;
    }

    /// <summary>As <see cref="Fill"/>, where other rows may get values of another type.</summary>
    internal int FillSome(RunSource source, DocumentRun run, ReadOnlySpan<int> rows)
    {
        Type = !_isBegun || Type == source.Type ? source.Type : null;
        _isBegun = true;
        foreach (var row in rows)
        {
            _types[row] = source.Type;
        }

        return source.Fill(run, rows, Values);
    }
}
