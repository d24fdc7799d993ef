using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// What <see cref="FrozenGroups"/> of one state keep their notes in, one after the other: given out empty, when what
/// was frozen before is written.
/// </summary>
internal sealed class FrozenMemory
{
    // One busy moment must not hold its memory for ever.
    private const int KeptCapturedBytesMax = 4 * 1024 * 1024;

    private long[] _places = [];
    private BsonWriter? _captured;

    /// <summary>Bytes that are kept or given out.</summary>
    public long Bytes => (_places.Length * sizeof(long)) + (long)(_captured?.Buffer.Length ?? 0);

    /// <summary>Gives out memory.</summary>
    /// <param name="wordCount">Words of groups.</param>
    /// <returns>A place for each word at least, all of them zero, and what takes rows that are taken down
    /// early.</returns>
    public (long[] Places, BsonWriter Captured) Begin(int wordCount)
    {
        if (_places.Length < wordCount)
        {
            // Room for as many again, as the table of groups has.
            _places = new long[Math.Max(wordCount, 2 * _places.Length)];
        }
        else
        {
            Array.Clear(_places, 0, wordCount);
        }

        if (_captured is not { Buffer.Length: <= KeptCapturedBytesMax })
        {
            _captured = new BsonWriter();
        }

        _captured.Reset();
        return (_places, _captured);
    }

    /// <summary>Forgets what was given out, which may still be in use.</summary>
    public void Forget()
    {
        _places = [];
        _captured = null;
    }
}
