using WireSP.Connectors.Local.Queries;
using WireSP.Server.Collections;
using WireSP.TestKit.Streaming;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Collections;

public class OpenCursorsTests
{
    private readonly FakeClock _clock = new();
    private readonly ClientContext _client = new() { ConnectionId = 1 };

    [Fact]
    public void A_cursor_that_nobody_reads_is_forgotten()
    {
        var cursors = new OpenCursors(_clock);
        var id = cursors.Add(EmptyCursor.Instance, "db.c", _client).Id;
        _clock.Advance(OpenCursors.IdleMax - TimeSpan.FromSeconds(1));
        cursors.Return(cursors.Take(id, "db.c", _client));
        _clock.Advance(OpenCursors.IdleMax + TimeSpan.FromSeconds(1));

        var error = Assert.Throws<MongoCommandException>(() => cursors.Take(id, "db.c", _client));

        Assert.Equal(ErrorCode.CursorNotFound, error.Code);
        Assert.Equal(0, cursors.Count);
    }

    [Fact]
    public void A_cursor_is_read_by_one_at_a_time()
    {
        var cursors = new OpenCursors(_clock);
        var open = cursors.Add(EmptyCursor.Instance, "db.c", _client);
        _ = cursors.Take(open.Id, "db.c", _client);

        Assert.Equal(
            (ErrorCode)143,
            Assert.Throws<MongoCommandException>(() => cursors.Take(open.Id, "db.c", _client)).Code);
        cursors.Return(open);
        Assert.Same(open, cursors.Take(open.Id, "db.c", _client));
    }

    [Fact]
    public void A_killed_cursor_wakes_its_reader()
    {
        var cursors = new OpenCursors(_clock);
        var open = cursors.Take(cursors.Add(EmptyCursor.Instance, "db.c", _client).Id, "db.c", _client);

        Assert.True(cursors.Remove(open.Id, _client));

        Assert.True(open.Killed.IsCancellationRequested);
        Assert.False(cursors.Remove(open.Id, _client));
    }
}
