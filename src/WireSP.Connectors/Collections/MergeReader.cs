using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Makes writes out of documents: where each goes, what happens when it is there, its key and its variables. Used by
/// one thread at a time.
/// </summary>
internal sealed class MergeReader
{
    private const int BadValue = 2;

    private readonly MergeOptions _options;
    private readonly EvaluationContext _context;
    private readonly OriginMetadata _metadata = new();
    private readonly bool _givesIds;
    private readonly TimeProvider _clock;

    /// <summary>Creates a reader.</summary>
    public MergeReader(MergeOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _context = options.Target.Scope.CreateEvaluationContext(clock);
        _context.Metadata = _metadata;
        Targets = new TargetNames(options.StageName);
        Key = new MergeKey(options.Plan.On);
        _givesIds = options.Plan.On.Contains("_id", StringComparer.Ordinal);
    }

    /// <summary>Reads keys.</summary>
    public MergeKey Key { get; }

    /// <summary>The collections met so far.</summary>
    public TargetNames Targets { get; }

    /// <summary>Whether a document is given its key, because it has none.</summary>
    public bool NeedsId(BsonDocument document) => _givesIds && !document.TryGetValue("_id"u8, out _);

    /// <summary>Copies a document into a batch and adds its write.</summary>
    /// <exception cref="EvaluationException">The document cannot be merged.</exception>
    /// <exception cref="StreamProcessorException">Its collection is one too many.</exception>
    public void Add(in StreamDocument document, MergeBatch batch)
    {
        var body = NeedsId(document.Body) ? WithId(document.Body) : default(BsonDocument?);
        if (body is { } complete)
        {
            _ = Key.Read(complete);
        }
        else
        {
            _ = Key.Read(document.Body);
        }

        // What the expressions take from the document they take from the copy, which stays.
        var copy = batch.Documents.Add(document);
        batch.Add(Read(document.WithBody(copy), body ?? copy));
    }

    /// <summary>The write of a document.</summary>
    /// <param name="document">The document, which stays.</param>
    /// <param name="body">The document with its key.</param>
    /// <exception cref="EvaluationException">An expression does not suit it.</exception>
    public MergeWrite Read(in StreamDocument document, BsonDocument body)
    {
        _metadata.Document = document;
        _context.Begin(document.Body);
        if (_options.Target.Scope.Fields.Count > 0)
        {
            _options.Target.Scope.Fields.Read(_context);
        }

        var into = Targets.Find(
            _options.Target.Database.Evaluate(_context), _options.Target.Collection.Evaluate(_context));
        var mode = _options.MatchedChoice is null ? _options.WhenMatched : ReadMode();
        var isInserted = _options.NotMatchedChoice is null ? _options.IsInserted : ReadInsert();
        return new MergeWrite(into, body, mode, isInserted)
        {
            Variables = _options.Variables?.Evaluate(document.Body, _context) ?? [],
        };
    }

    private MergeMode ReadMode()
    {
        var word = _options.MatchedChoice!.Evaluate(_context);
        return MergeWords.FindMode(word) ?? throw Unknown("whenMatched", word, MergeWords.Matched);
    }

    private bool ReadInsert()
    {
        var word = _options.NotMatchedChoice!.Evaluate(_context);
        return MergeWords.FindInsert(word) ?? throw Unknown("whenNotMatched", word, MergeWords.NotMatched);
    }

    private static EvaluationException Unknown(string field, in BsonValue word, string[] words)
    {
        var found = word.Type == BsonType.String ? $"'{word.AsString}'" : TypeNames.Of(word.Type);
        return new EvaluationException(BadValue, $"{field} gave {found}, expected {string.Join(", ", words)}");
    }

    private BsonDocument WithId(BsonDocument document)
    {
        var writer = new BsonWriter(document.Length + 32);
        var start = writer.BeginDocument();
        writer.WriteValue("_id"u8, ObjectId.New(_clock));
        writer.WriteRaw(document.Span[4..^1]);
        writer.End(start);
        return writer.DocumentFrom(start);
    }
}
