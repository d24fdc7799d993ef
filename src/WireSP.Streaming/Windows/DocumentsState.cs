using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
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

    // Written with the checkpoint itself: naming a segment takes as much.
    private const int InlineBytesMax = 4096;

    private readonly StoredSegments _stored = new();
    private Entry[] _entries = [];
    private BsonWriter _bytes = new();
    private bool _isInOrder = true;

    // Documents that segments hold already, and whether somebody may still be writing others out of our memory.
    private int _storedCount;
    private bool _isShared;

    /// <inheritdoc/>
    public override long StateBytes => _bytes.Buffer.Length + (_entries.Length * 72L);

    /// <summary>Documents kept.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override void Add(in StreamDocument document)
    {
        if (Count >= limit)
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

        Append(new Entry(
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
        _stored.Clear();
        for (var i = 0; i < documents.Count; i++)
        {
            var entry = documents._entries[i];
            _isInOrder &= documents._isInOrder;
            Append(entry with
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
        var origin = entry.Origin with { Details = DetailsOf(entry, _bytes.Buffer) };
        return new StreamDocument(body, entry.EventTimeMs, origins, origins.Add(origin));
    }

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
    {
        BringInOrder();
        var window = (WindowOrigin)windowOrigin.Describer!;
        var origins = new OriginTable();
        for (var i = 0; i < Count; i++)
        {
            var entry = _entries[i];
            if (output.PassOn())
            {
                // The sink's loop is reading the other one by now.
                origins = new OriginTable();
            }

            var writer = output.Writer;

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
        Count = 0;
        _isInOrder = true;
        _stored.Clear();
        if (_isShared || _bytes.Buffer.Length > KeptBytesMax)
        {
            _bytes = new BsonWriter();
            _entries = [];
            _isShared = false;
        }
        else
        {
            _bytes.Reset();
            Array.Clear(_entries);
        }
    }

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        var documents = state.BeginArray("documents"u8);
        for (var i = 0; i < Count; i++)
        {
            state.WriteHeader(BsonType.Document, i);
            WriteRow(_entries[i], _bytes.Buffer, state);
        }

        state.End(documents);
    }

    /// <inheritdoc/>
    public override Action<StateWriter> Freeze()
    {
        if (_bytes.Position <= InlineBytesMax)
        {
            _stored.Clear();
            return FrozenState.Of(Snapshot);
        }

        // Documents are only added, so that what is there now stays as it is in these arrays.
        var (entries, bytes, end) = (_entries, _bytes.Buffer, Count);
        var start = _storedCount;
        if (_stored.WantsAll(end - start))
        {
            start = 0;
            _stored.BeginWhole(end);
        }
        else
        {
            _stored.BeginChanged(end - start);
        }

        _isShared = true;
        _storedCount = end;
        return state =>
        {
            WriteRows(entries.AsSpan(start, end - start), bytes, state);
            _stored.WriteTo(state);
        };
    }

    /// <inheritdoc/>
    public override void LeaveSegments() => _stored.Clear();

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments)
    {
        Clear();
        var next = output.Arrivals;
        foreach (var segment in segments.Take(state))
        {
            next = Math.Max(next, RestoreRows(segment));
        }

        if (state["documents"] is { Type: BsonType.Array } documents)
        {
            foreach (var value in documents.AsArray)
            {
                next = Math.Max(next, RestoreRow(value.AsDocument));
            }
        }

        output.Arrivals = next;
        _stored.Restore(state, segments);
        _storedCount = Count;
    }

    private static void WriteRow(in Entry entry, byte[] bytes, BsonWriter state)
    {
        var start = state.BeginDocument();
        state.WriteHeader(BsonType.Document, "doc"u8);
        state.WriteRaw(bytes.AsSpan(entry.Start, entry.DetailsStart - entry.Start));
        state.WriteInt64("t"u8, entry.EventTimeMs);
        state.WriteInt64("arrival"u8, entry.Arrival);
        WrittenOrigin.Write(entry.Origin with { Details = DetailsOf(entry, bytes) }, state);
        state.End(start);
    }

    // A row is a document without a name.
    private void WriteRows(ReadOnlySpan<Entry> entries, byte[] bytes, StateWriter state)
    {
        var i = 0;
        while (i < entries.Length)
        {
            var segment = state.BeginSegment();
            for (; i < entries.Length && !state.IsSegmentFull; i++)
            {
                segment.WriteHeader(BsonType.Document, []);
                WriteRow(entries[i], bytes, segment);
            }

            _stored.Add(state.EndSegment());
        }
    }

    private long RestoreRows(BsonDocument rows)
    {
        long next = 0;
        foreach (var element in rows)
        {
            next = Math.Max(next, RestoreRow(element.Value.AsDocument));
        }

        return next;
    }

    private long RestoreRow(BsonDocument row)
    {
        output.Arrivals = row["arrival"].AsInt64;
        Add(new StreamDocument(row["doc"].AsDocument, row["t"].AsInt64, WrittenOrigin.Read(row)));
        return output.Arrivals;
    }

    private void Append(in Entry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, Count * 2));
        }

        _isInOrder &= Count == 0 || _entries[Count - 1].Arrival < entry.Arrival;
        _entries[Count++] = entry;
    }

    private void BringInOrder()
    {
        if (_isInOrder)
        {
            return;
        }

        if (_isShared)
        {
            _entries = [.. _entries];
        }

        _stored.Clear();
        _entries.AsSpan(0, Count).Sort(static (left, right) => left.Arrival.CompareTo(right.Arrival));
        _isInOrder = true;
    }

    private static BsonDocument DetailsOf(in Entry entry, byte[] bytes) => entry.End > entry.DetailsStart
        ? BsonDocument.FromTrusted(bytes, entry.DetailsStart, entry.End - entry.DetailsStart)
        : BsonDocument.Empty;

    private readonly record struct Entry(
        int Start, int DetailsStart, int End, long EventTimeMs, long Arrival, DocumentOrigin Origin);
}
