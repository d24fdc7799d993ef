using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class RecentIntegersTests
{
    [Fact]
    public void Keys_have_the_numbers_that_the_table_alone_gives_them() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var recent = new RecentIntegers();
        GroupTable[] tables = [new(), new()];
        GroupTable[] expected = [new(), new()];
        for (var call = 0; call < 60; call++)
        {
            var number = random.Next(8) == 0 ? 1 : 0;
            if (random.Next(20) == 0)
            {
                tables[number].Clear();
                expected[number].Clear();
            }

            var type = random.Next(2) == 0 ? BsonType.Int32 : BsonType.Int64;
            var keys = Keys(random);
            var groups = new int[keys.Length];
            var expectedGroups = new int[keys.Length];
            recent.FindOrAdd(tables[number], type, keys, groups);
            expected[number].FindOrAddIntegers(type, keys, expectedGroups);
            Assert.Equal(expectedGroups, groups);
            Assert.Equal(expected[number].Count, tables[number].Count);
        }

        for (var group = 0; group < tables[0].Count; group++)
        {
            Assert.Equal(expected[0].KeyOf(group).Type, tables[0].KeyOf(group).Type);
            Assert.Equal(expected[0].KeyOf(group).Payload, tables[0].KeyOf(group).Payload);
        }
    });

    [Fact]
    public void A_key_of_zero_or_one_is_met_for_the_first_time_as_any_other_is()
    {
        var table = new GroupTable();
        var groups = new int[16];
        new RecentIntegers().FindOrAdd(
            table, BsonType.Int64, [7, 1, 0, 7, 1, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], groups);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], groups);
    }

    [Fact]
    public void A_table_is_let_go_when_its_window_is_gone_and_no_other_is()
    {
        var recent = new RecentIntegers();
        var (kept, gone) = (Use(recent), Use(recent));

        Forget(recent, kept);
        Assert.True(IsAlive(gone));
        Forget(recent, gone);

        Assert.False(IsAlive(gone));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<GroupTable> Use(RecentIntegers recent)
    {
        var table = new GroupTable();
        recent.FindOrAdd(table, BsonType.Int64, new long[16], new int[16]);
        return new WeakReference<GroupTable>(table);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(RecentIntegers recent, WeakReference<GroupTable> table) =>
        recent.Forget(table.TryGetTarget(out var alive) ? alive : new GroupTable());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsAlive(WeakReference<GroupTable> table)
    {
        GC.Collect();
        return table.TryGetTarget(out _);
    }

    // Few that come back, or many that do not.
    private static long[] Keys(Random random)
    {
        var keys = new long[random.Next(1, 65)];
        var isMany = random.Next(3) == 0;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = isMany ? random.Next() : random.Next(-3, 40);
        }

        return keys;
    }
}
