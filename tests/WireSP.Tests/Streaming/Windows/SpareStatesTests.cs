using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class SpareStatesTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void After_a_burst_no_more_bytes_are_kept_than_windows_hold_now()
    {
        var spare = new SpareStates(() => new SizedState(4 * MiB), 8);
        for (var i = 0; i < 8; i++)
        {
            spare.Keep(new SizedState(4 * MiB), 32 * MiB);
        }

        Assert.Equal(32 * MiB, spare.Bytes);
        for (var i = 0; i < 32; i++)
        {
            spare.Keep(spare.Take(), 9 * MiB);
        }

        Assert.Equal(8 * MiB, spare.Bytes);
    }

    [Fact]
    public void What_is_small_is_bounded_by_number_alone()
    {
        var spare = new SpareStates(() => new SizedState(1), 1024);
        for (var i = 0; i < 2000; i++)
        {
            spare.Keep(new SizedState(1000), 0);
        }

        Assert.Equal(1024 * 1000, spare.Bytes);
    }

    [Fact]
    public void One_state_is_kept_whatever_it_takes_and_the_latest_of_them()
    {
        var spare = new SpareStates(() => new SizedState(0), 8);
        var last = new SizedState(3 * MiB);
        spare.Keep(new SizedState(2 * MiB), 0);
        spare.Keep(last, 0);

        Assert.Equal(3 * MiB, spare.Bytes);
        Assert.Same(last, spare.Take());
        Assert.Equal(0, spare.Bytes);
    }

    [Fact]
    public void A_state_is_emptied_though_there_is_no_room_for_it()
    {
        var spare = new SpareStates(() => new SizedState(0), 1);
        spare.Keep(new SizedState(1), 0);
        var state = new SizedState(2);
        spare.Keep(state, 0);

        Assert.True(state.IsEmpty);
        Assert.Equal(1, spare.Bytes);
    }

    [Fact]
    public void What_was_given_back_is_made_anew()
    {
        var made = new SizedState(0);
        var spare = new SpareStates(() => made, 8);
        spare.Keep(new SizedState(5), 0);
        spare.GiveBack();

        Assert.Equal(0, spare.Bytes);
        Assert.Same(made, spare.Take());
    }

    private sealed class SizedState(long bytes) : WindowState
    {
        public bool IsEmpty { get; private set; }

        public override long StateBytes => bytes;

        public override void Add(in StreamDocument document) => IsEmpty = false;

        public override void Merge(WindowState other) => IsEmpty = false;

        public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
        {
        }

        public override void Clear() => IsEmpty = true;

        public override void Snapshot(BsonWriter state)
        {
        }

        public override void Restore(BsonDocument state, StateReader segments)
        {
        }
    }
}
