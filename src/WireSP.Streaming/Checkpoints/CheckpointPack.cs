using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// The state that one checkpoint is the first to write, while it is being encoded: segments one after another, handed
/// out in chunks as they fill. Written by one thread; a store reads it meanwhile, and again from the start if it must.
/// </summary>
public sealed class CheckpointPack
{
    private readonly Lock _gate = new();
    private readonly List<BsonWriter> _chunks = [];
    private readonly List<StateSegment> _segments = [];
    private readonly HashSet<long> _packs = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private BsonWriter _chunk = new();
    private long _sealedBytes;
    private int _start;
    private bool _isComplete;

    /// <summary>Begins a pack without segments.</summary>
    /// <param name="number">The checkpoint's number.</param>
    public CheckpointPack(long number) => Number = number;

    /// <summary>The number of the checkpoint that it belongs to.</summary>
    public long Number { get; }

    /// <summary>Bytes of all segments; final once the pack is complete.</summary>
    public long Length
    {
        get
        {
            lock (_gate)
            {
                return _sealedBytes;
            }
        }
    }

    /// <summary>Bytes of all segments that the checkpoint consists of, those of earlier packs included.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Segments that the checkpoint consists of, new ones and those of earlier packs.</summary>
    public IReadOnlyList<StateSegment> Segments => _segments;

    /// <summary>Numbers of the packs that hold them.</summary>
    public IReadOnlyCollection<long> Packs => _packs;

    /// <summary>Waits for a chunk.</summary>
    /// <param name="index">Counts from 0.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The chunk; empty when the pack has no more.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int index, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource changed;
            lock (_gate)
            {
                if (index < _chunks.Count)
                {
                    return _chunks[index].Buffer.AsMemory(0, _chunks[index].Position);
                }

                if (_isComplete)
                {
                    return default;
                }

                changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(changed);
            }

            using var registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), changed);
            await changed.Task;
        }
    }

    /// <summary>Waits until it is known whether the pack is too large to go with its checkpoint.</summary>
    public async ValueTask<bool> IsLargeAsync(CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            var chunk = await ReadAsync(index, cancellationToken);
            if (chunk.IsEmpty || Length > StreamingLimits.SmallPackBytesMax)
            {
                return Length > StreamingLimits.SmallPackBytesMax;
            }
        }
    }

    /// <summary>All bytes of a small pack, once it is complete.</summary>
    public byte[] ToArray()
    {
        lock (_gate)
        {
            var bytes = new byte[_sealedBytes];
            var at = 0;
            foreach (var chunk in _chunks)
            {
                chunk.Written.CopyTo(bytes.AsSpan(at));
                at += chunk.Position;
            }

            return bytes;
        }
    }

    /// <summary>Begins a segment: a document of its own.</summary>
    internal BsonWriter Begin()
    {
        _start = _chunk.BeginDocument();
        return _chunk;
    }

    /// <summary>Whether the segment at hand is large enough to be followed by another.</summary>
    internal bool IsSegmentFull => _chunk.Position - _start >= PackChunks.ChunkBytes;

    /// <summary>Ends the segment that was begun.</summary>
    internal StateSegment End()
    {
        _chunk.End(_start);
        var bytes = _chunk.Written[_start..];
        var segment = new StateSegment(Number, _sealedBytes + _start, bytes.Length, Crc32C.Compute(bytes));
        if (_chunk.Position >= PackChunks.ChunkBytes)
        {
            Seal(PackChunks.Rent());
        }

        return segment;
    }

    /// <summary>Makes a segment part of the checkpoint.</summary>
    /// <returns>Its place among the checkpoint's segments.</returns>
    internal int Use(in StateSegment segment)
    {
        _segments.Add(segment);
        _ = _packs.Add(segment.Pack);
        TotalBytes += segment.Length;
        return _segments.Count - 1;
    }

    /// <summary>Says that all segments were written.</summary>
    internal void Complete()
    {
        Seal(new BsonWriter());
        lock (_gate)
        {
            _isComplete = true;
            Wake();
        }
    }

    /// <summary>Gives up the bytes, which are in the store: nobody may ask for them any more.</summary>
    internal void Release()
    {
        lock (_gate)
        {
            foreach (var chunk in _chunks)
            {
                PackChunks.Return(chunk);
            }

            _chunks.Clear();
        }
    }

    private void Seal(BsonWriter next)
    {
        lock (_gate)
        {
            if (_chunk.Position > 0)
            {
                _chunks.Add(_chunk);
                _sealedBytes += _chunk.Position;
                _chunk = next;
                Wake();
            }
        }
    }

    private void Wake()
    {
        foreach (var waiting in _waiting)
        {
            _ = waiting.TrySetResult();
        }

        _waiting.Clear();
    }
}
