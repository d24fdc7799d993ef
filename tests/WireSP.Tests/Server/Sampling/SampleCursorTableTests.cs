using WireSP.Server.Sampling;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Server.Sampling;

public class SampleCursorTableTests
{
    private static readonly SampleOwner Ada = new("ada", "admin");

    private readonly FakeClock _clock = new();
    private readonly SampleCursorTable _table = new();
    private readonly SampleTap _tap = new(waitsForReaders: false);

    [Fact]
    public void Ids_are_positive_and_never_repeat()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => SampleCursorTable.NewId()).ToHashSet();

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.True(id > 0));
    }

    [Fact]
    public void A_cursor_is_found_only_by_its_owner_under_its_processor()
    {
        var cursor = Add(7);

        Assert.Same(cursor, _table.Find(7, "p1", Ada));
        Assert.Null(_table.Find(7, "p2", Ada));
        Assert.Null(_table.Find(7, "p1", new SampleOwner("bob", "admin")));
        Assert.Null(_table.Find(7, "p1", new SampleOwner("ada", "other")));
        Assert.Null(_table.Find(8, "p1", Ada));
    }

    [Fact]
    public void Cursors_that_nobody_reads_are_given_up_and_no_longer_fed()
    {
        Add(7);
        Assert.True(_tap.HasCursors);
        _clock.Advance(SampleLimits.IdleMax);
        _table.RemoveIdle();
        Assert.Equal(1, _table.Count);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _table.RemoveIdle();

        Assert.Equal(0, _table.Count);
        Assert.False(_tap.HasCursors);
    }

    [Fact]
    public void There_is_a_limit_to_the_number_of_cursors()
    {
        for (var id = 1; id <= SampleLimits.CursorsMax; id++)
        {
            Add(id);
        }

        Assert.False(_table.TryAdd(Cursor(0), "p1", _tap));
    }

    private SampleCursor Add(long id)
    {
        var cursor = Cursor(id);
        Assert.True(_table.TryAdd(cursor, "p1", _tap));
        _tap.Add(cursor);
        return cursor;
    }

    private SampleCursor Cursor(long id) => new(id, Ada, SampleCursorLimits.Sampling(null), _clock);
}
