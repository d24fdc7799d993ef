using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Memory for packs that are being written, used again by the next one: so much of it, time after time, would have the
/// collector look at all of the state.
/// </summary>
internal static class PackChunks
{
    /// <summary>Bytes after which a chunk is handed out.</summary>
    public const int ChunkBytes = 1024 * 1024;

    // What segments go beyond that, in nearly all cases.
    private const int CapacityBytes = ChunkBytes + (ChunkBytes / 8);

    // More is needed by few states, and kept for none.
    private const int KeptMax = 16;

    private static readonly Lock Gate = new();
    private static readonly Stack<BsonWriter> Kept = new(KeptMax);

    /// <summary>An empty chunk.</summary>
    public static BsonWriter Rent()
    {
        lock (Gate)
        {
            if (Kept.TryPop(out var chunk))
            {
                return chunk;
            }
        }

        return new BsonWriter(CapacityBytes);
    }

    /// <summary>Takes a chunk back that nobody reads any more; one of another size is left to the collector.</summary>
    public static void Return(BsonWriter chunk)
    {
        lock (Gate)
        {
            if (Kept.Count < KeptMax && chunk.Buffer.Length == CapacityBytes)
            {
                chunk.Reset();
                Kept.Push(chunk);
            }
        }
    }
}
