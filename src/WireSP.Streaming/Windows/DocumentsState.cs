using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Copies of one window's documents in order of arrival, at most <paramref name="limit"/> of them; also where several
/// such states are merged.
/// </summary>
internal sealed class DocumentsState(long limit, FieldScope following, ChainOutput output) : WindowState
{
    // Beyond this, memory of a closed window is given back instead of being kept for the next one.
    private const int KeptBytesMax = 1024 * 1024;

    private readonly List<Entry> _entries = [];
    private BsonWriter _bytes = new();
    private bool _isInOrder = true;

    /// <inheritdoc/>
    public override long StateBytes => _bytes.Buffer.Length + (_entries.Capacity * 72L);

    /// <summary>Documents kept.</summary>
    public int Count => _entries.Count;

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
            start,
            details,
            _bytes.Position,
            document.EventTimeMs,
            output.Arrivals++,
            origin with { Details = BsonDocument.Empty }));
    }

    /// <inheritdoc/>
    public override void Merge(WindowState other)
    {
        var documents = (DocumentsState)other;
        var shift = _bytes.Position;
        _bytes.WriteRaw(documents._bytes.Written);
        foreach (var entry in documents._entries)
        {
            _isInOrder &= documents._isInOrder && (_entries.Count == 0 || _entries[^1].Arrival < entry.Arrival);
            _entries.Add(entry with
            {
                Start = entry.Start + shift,
                DetailsStart = entry.DetailsStart + shift,
                End = entry.End + shift,
            });
        }
    }

    /// <summary>A document by its place in order of arrival; valid until the state changes.</summary>
    public StreamDocument Read(int index, OriginTable origins)
    {
        BringInOrder();
        var entry = _entries[index];
        var body = BsonDocument.FromTrusted(_bytes.Buffer, entry.Start, entry.DetailsStart - entry.Start);
        return new StreamDocument(
            body, entry.EventTimeMs, origins, origins.Add(entry.Origin with { Details = DetailsOf(entry) }));
    }

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
    {
        BringInOrder();
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
        _isInOrder = true;
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
            state.WriteInt64("arrival"u8, entry.Arrival);
            WrittenOrigin.Write(entry.Origin with { Details = DetailsOf(entry) }, state);
            state.End(start);
        }

        state.End(documents);
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state)
    {
        Clear();
        var next = output.Arrivals;
        foreach (var value in state["documents"].AsArray)
        {
            var entry = value.AsDocument;
            output.Arrivals = entry["arrival"].AsInt64;
            next = Math.Max(next, output.Arrivals + 1);
            Add(new StreamDocument(entry["doc"].AsDocument, entry["t"].AsInt64, WrittenOrigin.Read(entry)));
        }

        output.Arrivals = next;
    }

    private void BringInOrder()
    {
        if (!_isInOrder)
        {
            _entries.Sort(static (left, right) => left.Arrival.CompareTo(right.Arrival));
            _isInOrder = true;
        }
    }

    private BsonDocument DetailsOf(in Entry entry) => entry.End > entry.DetailsStart
        ? BsonDocument.FromTrusted(_bytes.Buffer, entry.DetailsStart, entry.End - entry.DetailsStart)
        : BsonDocument.Empty;

    private readonly record struct Entry(
        int Start, int DetailsStart, int End, long EventTimeMs, long Arrival, DocumentOrigin Origin);
}
