using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Integers met lately with their numbers in one table, compared without a look at that. Streams mostly come back to
/// few of them; where they do not, the table alone is asked for a while. Shared by the tables of one operator.
/// </summary>
internal sealed class RecentIntegers
{
    private const int PlaceBits = 9;
    private const ulong Factor = 0x9E3779B97F4A7C15;

    // So many calls do without where recent integers are rarely met again.
    private const int RestCalls = 64;

    // With fewer, emptying the places would not be worth it.
    private const int KeysMin = 16;

    private readonly Place[] _places = new Place[1 << PlaceBits];
    private GroupTable? _table;
    private int _version;
    private int _restLeft;

    /// <summary>The numbers of several int32 or int64 keys of a table, new or known.</summary>
    /// <param name="table">The table.</param>
    /// <param name="type">Which of them.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="groups">Receives their numbers.</param>
    public void FindOrAdd(GroupTable table, BsonType type, ReadOnlySpan<long> keys, Span<int> groups)
    {
        if (_restLeft > 0 || keys.Length < KeysMin)
        {
            _restLeft -= _restLeft > 0 ? 1 : 0;
            table.FindOrAddIntegers(type, keys, groups);
            return;
        }

        if (!ReferenceEquals(_table, table) || _version != table.Version)
        {
            Begin(table);
        }

        ref var places = ref MemoryMarshal.GetArrayDataReference(_places);
        var newCount = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i];
            ref var place = ref Unsafe.Add(ref places, (nint)(((ulong)key * Factor) >> (64 - PlaceBits)));
            if (place.Key != key)
            {
                place = new Place(key, table.FindOrAddInteger(type, key));
                newCount++;
            }

            groups[i] = place.Group;
        }

        _restLeft = newCount * 2 > keys.Length ? RestCalls : 0;
    }

    /// <summary>Lets go of a table whose keys are forgotten: it may be large, and nothing may follow.</summary>
    public void Forget(GroupTable table)
    {
        if (ReferenceEquals(_table, table))
        {
            _table = null;
        }
    }

    // An empty place has a key that belongs to another.
    private void Begin(GroupTable table)
    {
        (_table, _version) = (table, table.Version);
        Array.Clear(_places);
        _places[0] = new Place(1, 0);
    }

    private readonly record struct Place(long Key, int Group);
}
