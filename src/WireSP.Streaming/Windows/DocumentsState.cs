using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>Copies of one window's documents in order of arrival, at most <paramref name="limit"/> of them.</summary>
internal sealed class DocumentsState(long limit, FieldScope following, ChainOutput output) : WindowState
{
    // Beyond this, memory of a closed window is given back instead of being kept for the next one.
    private const int KeptBytesMax = 1024 * 1024;

    private readonly List<Entry> _entries = [];
    private BsonWriter _bytes = new();

    /// <inheritdoc/>
    public override long StateBytes => _bytes.Buffer.Length + (_entries.Capacity * 64L);

    /// <inheritdoc/>
    public override void Add(in StreamDocument document)
    {
        if (_entries.Count >= limit)
        {
            return;
        }

        var origin = document.Origin;
        var start = _bytes.Position;
        _bytes.WriteRaw(document.Body.Span);
        var details = _bytes.Position;
        if (!origin.Details.IsEmpty)
        {
            _bytes.WriteRaw(origin.Details.Span);
        }

        _entries.Add(new Entry(
            start, details, document.EventTimeMs, origin with { Details = BsonDocument.Empty }, _bytes.Position));
    }

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
    {
        var window = (WindowOrigin)windowOrigin.Describer!;
        var writer = output.Writer;
        var origins = new OriginTable();
        foreach (var entry in _entries)
        {
            // Copied once more, because the window's memory is reused before the batch has been written out.
            var start = writer.Position;
            var kept = output.KeptCount;
            writer.WriteRaw(_bytes.Buffer.AsSpan(entry.Start, entry.DetailsStart - entry.Start));
            var body = writer.DocumentFrom(start);
            var detailsStart = writer.Position;
            writer.WriteRaw(_bytes.Buffer.AsSpan(entry.DetailsStart, entry.End - entry.DetailsStart));
            var details = entry.End > entry.DetailsStart ? writer.DocumentFrom(detailsStart) : BsonDocument.Empty;
            var origin = entry.Origin with { Details = details, Describer = window.Within(entry.Origin.Describer) };
            var document = new StreamDocument(body, entry.EventTimeMs, origins, origins.Add(origin));
            try
            {
                following.Begin(document);
            }
            catch (Exception failure) when (target.Fails(document, failure))
            {
                continue;
            }

            target.Process(document);
            output.Reclaim(start, kept);
        }
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        _entries.Clear();
        _bytes.Reset();
        if (_bytes.Buffer.Length > KeptBytesMax)
        {
            _bytes = new BsonWriter();
            _entries.Capacity = 0;
        }
    }

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        var documents = state.BeginArray("documents"u8);
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            state.WriteHeader(BsonType.Document, "doc"u8);
            state.WriteRaw(_bytes.Buffer.AsSpan(entry.Start, entry.DetailsStart - entry.Start));
            state.WriteInt64("t"u8, entry.EventTimeMs);
            state.WriteInt32("partition"u8, entry.Origin.Partition);
            state.WriteInt64("position"u8, entry.Origin.Position);
            state.WriteInt64("ingested"u8, entry.Origin.IngestTimeMs);
            var metadata = state.BeginDocument("origin"u8);
            Describe(entry, state);
            state.End(metadata);
            state.End(start);
        }

        state.End(documents);
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state)
    {
        Clear();
        foreach (var value in state["documents"].AsArray)
        {
            var entry = value.AsDocument;
            var origin = new DocumentOrigin(
                new WrittenOrigin(entry["origin"].AsDocument.Copy()),
                entry["partition"].AsInt32,
                entry["position"].AsInt64,
                entry["ingested"].AsInt64,
                BsonDocument.Empty);
            Add(new StreamDocument(entry["doc"].AsDocument, entry["t"].AsInt64, origin));
        }
    }

    private void Describe(in Entry entry, BsonWriter writer)
    {
        var details = entry.End > entry.DetailsStart
            ? BsonDocument.FromTrusted(_bytes.Buffer, entry.DetailsStart, entry.End - entry.DetailsStart)
            : BsonDocument.Empty;
        entry.Origin.Describer?.WriteMetadata(entry.Origin with { Details = details }, writer);
    }

    private readonly record struct Entry(
        int Start, int DetailsStart, long EventTimeMs, DocumentOrigin Origin, int End);
}
