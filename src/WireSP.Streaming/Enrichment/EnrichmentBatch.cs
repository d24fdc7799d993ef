using WireSP.Bson;

namespace WireSP.Streaming.Enrichment;

/// <summary>
/// Documents that wait for an answer, and the answers. Different documents may be answered from different threads;
/// nobody reads an answer before all of them are done.
/// </summary>
public sealed class EnrichmentBatch
{
    private readonly DocumentRows _rows;
    private readonly IReadOnlyList<BsonValue> _variables;
    private readonly int _variableCount;
    private readonly EnrichmentBatch? _whole;
    private readonly IReadOnlyList<int>? _places;
    private BsonValue[] _answers = [];
    private string?[] _reasons = [];
    private int _first;

    internal EnrichmentBatch(DocumentRows rows, IReadOnlyList<BsonValue> variables, int variableCount)
    {
        _rows = rows;
        _variables = variables;
        _variableCount = variableCount;
    }

    private EnrichmentBatch(EnrichmentBatch whole, IReadOnlyList<int> places)
        : this(whole._rows, whole._variables, whole._variableCount)
    {
        _whole = whole;
        _places = places;
    }

    /// <summary>Documents that have no answer yet.</summary>
    public int Count => _places?.Count ?? _rows.Count - _first;

    /// <summary>A document.</summary>
    public BsonDocument this[int index] => _rows[RowOf(index)].Body;

    /// <summary>The value of a stage's variable for a document; bytes of its own.</summary>
    public BsonValue VariableOf(int index, int variable) => _variables[(RowOf(index) * _variableCount) + variable];

    /// <summary>Gives a document its answer.</summary>
    /// <param name="index">The document.</param>
    /// <param name="value">The answer; its bytes are not changed any more.</param>
    public void Answer(int index, BsonValue value)
    {
        if (_whole is not null)
        {
            _whole.Answer(_places![index], value);
            return;
        }

        _answers[_first + index] = value;
        _reasons[_first + index] = null;
    }

    /// <summary>Makes a dead letter of a document.</summary>
    public void Refuse(int index, string reason)
    {
        if (_whole is not null)
        {
            _whole.Refuse(_places![index], reason);
            return;
        }

        _reasons[_first + index] = reason;
    }

    /// <summary>A document's answer; missing when it was refused.</summary>
    public BsonValue AnswerOf(int index) => _whole is not null
        ? _whole.AnswerOf(_places![index])
        : _reasons[_first + index] is null ? _answers[_first + index] : BsonValue.Missing;

    /// <summary>Why a document was refused; null when it was not.</summary>
    public string? ReasonOf(int index) =>
        _whole is not null ? _whole.ReasonOf(_places![index]) : _reasons[_first + index];

    /// <summary>Some of the documents, as a batch whose answers are this one's.</summary>
    public EnrichmentBatch Pick(IReadOnlyList<int> places) => new(this, places);

    /// <summary>Makes room for the answers of all documents.</summary>
    internal void Begin()
    {
        _first = 0;
        if (_answers.Length < _rows.Count)
        {
            _answers = new BsonValue[_rows.Count];
            _reasons = new string?[_rows.Count];
        }
    }

    /// <summary>Goes past documents that were answered, and forgets their answers.</summary>
    internal void Skip(int count)
    {
        Array.Clear(_answers, _first, count);
        Array.Clear(_reasons, _first, count);
        _first += count;
    }

    private int RowOf(int index) => _whole is not null ? _whole.RowOf(_places![index]) : _first + index;
}
