using WireSP.Bson;
using WireSP.Connectors.Local.Queries;
using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Puts changes into batches, whole or only the document that they show; a change that shows none is then a dead
/// letter, because a document that is left out silently is looked for in vain.
/// </summary>
internal sealed class ChangeWriter
{
    private const string NoDocument =
        "the change has no fullDocument, and fullDocumentOnly hands on nothing else: deletes have none, updates have "
        + "one only with fullDocument: 'updateLookup' and while the document is there";

    private readonly ChangeSourceOptions _options;
    private readonly TimeProvider _clock;
    private readonly LanguageStages? _copyStages;
    private readonly List<BsonDocument> _made = [];

    /// <summary>Creates a writer.</summary>
    public ChangeWriter(ChangeSourceOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        if (options is { IsCopyFirst: true, Pipeline: { } pipeline })
        {
            List<BsonDocument> stages = [];
            foreach (var stage in pipeline)
            {
                stages.Add(stage.AsDocument);
            }

            _copyStages = LanguageStages.Compile(stages, clock);
        }
    }

    /// <summary>When the last change happened, milliseconds since 1970-01-01 UTC; null before the first.</summary>
    public long? LastTimeMs { get; private set; }

    /// <summary>What was read of each collection.</summary>
    public ChangeTargets Targets { get; } = new();

    /// <summary>Adds a change, which lives as long as the batch or longer.</summary>
    /// <exception cref="StreamProcessorException">It does not say when it happened.</exception>
    public void Add(SourceBatch batch, BsonDocument change, ChangeOrigin kind)
    {
        var timeMs = TimeOf(change);
        if (ReferenceEquals(kind, ChangeOrigin.OfStream))
        {
            LastTimeMs = timeMs;
        }

        Targets.Count(change["ns"], change.Length);
        var origin = new DocumentOrigin(kind, 0, 0, _clock.GetUtcNow().ToUnixTimeMilliseconds(), change);
        if (!_options.IsFullDocumentOnly)
        {
            batch.Add(change, timeMs, origin);
        }
        else if (change["fullDocument"] is { Type: BsonType.Document } full)
        {
            batch.Add(full.AsDocument, timeMs, origin);
        }
        else
        {
            batch.AddUndecodable(new UndecodableRecord(change, NoDocument, origin));
        }
    }

    /// <summary>Adds a document that was there before the stream as the change that inserts it.</summary>
    public void AddCopy(SourceBatch batch, CollectionNamespace name, BsonDocument document)
    {
        var nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var isAlone = _options.IsFullDocumentOnly && _copyStages is null;
        var change = CopiedDocument.Write(batch.Buffer, name, document, nowMs, isWhole: !isAlone);
        var origin = new DocumentOrigin(ChangeOrigin.OfCopy, 0, 0, nowMs, change);
        if (isAlone)
        {
            Targets.Count(change["ns"], document.Length);
            batch.Add(document, nowMs, origin);
            return;
        }

        if (_copyStages is null)
        {
            Add(batch, change, ChangeOrigin.OfCopy);
            return;
        }

        // The stages that run where the changes are do not see what is copied; it has to go through them here.
        _made.Clear();
        try
        {
            _copyStages.Process(change.Copy(), _made);
        }
        catch (EvaluationException failure)
        {
            batch.AddUndecodable(new UndecodableRecord(change, $"config.pipeline: {failure.Message}", origin));
        }

        foreach (var made in _made)
        {
            Add(batch, made, ChangeOrigin.OfCopy);
        }
    }

    // Members before version 6 tell the time of the cluster only.
    private static long TimeOf(BsonDocument change)
    {
        if (change.TryGetValue("wallTime"u8, out var wall) && wall.Type == BsonType.DateTime)
        {
            return wall.AsDateTimeMs;
        }

        return change.TryGetValue("clusterTime"u8, out var time) && time.Type == BsonType.Timestamp
            ? (long)(time.AsTimestamp >> 32) * 1000
            : throw ChangeErrors.NoTime();
    }
}
