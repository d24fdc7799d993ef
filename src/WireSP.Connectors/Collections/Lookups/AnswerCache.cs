using WireSP.Bson;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>
/// Answers by key, each for a while, together within so many bytes: over them go first those that are too old, then
/// any.
/// </summary>
internal sealed class AnswerCache(TimeSpan timeToLive, long bytesMax, TimeProvider clock)
{
    // What an entry costs beside its key and its answer.
    private const int EntryBytes = 160;

    private readonly Dictionary<byte[], Entry> _byKey = new(KeyBytes.Instance);

    // All entries in the order in which they grow too old; those that have gone meanwhile stay until their turn.
    private readonly Queue<Entry> _byAge = new();

    // All entries, so that any one can be picked.
    private readonly List<Entry> _all = [];
    private long _bytes;

    /// <summary>Bytes of all that is kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Answers that are kept.</summary>
    public int Count => _byKey.Count;

    /// <summary>The answer of a key; null when there is none that may still be used.</summary>
    public BsonArray? Find(byte[] key) =>
        _byKey.TryGetValue(key, out var entry) && !IsOld(entry) ? entry.Answer : null;

    /// <summary>Keeps an answer, if it fits at all, in the place of an earlier one.</summary>
    public void Add(byte[] key, BsonArray answer)
    {
        if (_byKey.TryGetValue(key, out var earlier))
        {
            Remove(earlier);
        }

        RemoveOld();
        var entry = new Entry(key, answer, clock.GetTimestamp());
        if (entry.Bytes > bytesMax)
        {
            return;
        }

        while (_bytes + entry.Bytes > bytesMax)
        {
#pragma warning disable CA5394 // Any entry will do; nobody gains by guessing which.
            Remove(_all[Random.Shared.Next(_all.Count)]);
#pragma warning restore CA5394
        }

        entry.Place = _all.Count;
        _all.Add(entry);
        _byKey[key] = entry;
        _byAge.Enqueue(entry);
        _ = Interlocked.Add(ref _bytes, entry.Bytes);
        CompactAges();
    }

    private bool IsOld(Entry entry) => clock.GetElapsedTime(entry.Created) >= timeToLive;

    private void RemoveOld()
    {
        while (_byAge.TryPeek(out var oldest) && (oldest.IsGone || IsOld(oldest)))
        {
            _ = _byAge.Dequeue();
            if (!oldest.IsGone)
            {
                Remove(oldest);
            }
        }
    }

    private void Remove(Entry entry)
    {
        _ = _byKey.Remove(entry.Key);
        var last = _all[^1];
        last.Place = entry.Place;
        _all[entry.Place] = last;
        _all.RemoveAt(_all.Count - 1);
        _ = Interlocked.Add(ref _bytes, -entry.Bytes);
        entry.Forget();
    }

    private void CompactAges()
    {
        if (_byAge.Count <= (_all.Count * 2) + 64)
        {
            return;
        }

        for (var left = _byAge.Count; left > 0; left--)
        {
            var entry = _byAge.Dequeue();
            if (!entry.IsGone)
            {
                _byAge.Enqueue(entry);
            }
        }
    }

    private sealed class Entry(byte[] key, BsonArray answer, long created)
    {
        public byte[] Key { get; } = key;

        public BsonArray Answer { get; private set; } = answer;

        public long Created { get; } = created;

        public long Bytes { get; } = key.Length + answer.AsDocument.Length + EntryBytes;

        public int Place { get; set; }

        public bool IsGone { get; private set; }

        public void Forget()
        {
            IsGone = true;
            Answer = BsonArray.Empty;
        }
    }
}
