using WireSP.Bson;
using WireSP.Streaming.Time;

namespace WireSP.Tests.Streaming.Time;

public class WatermarkTrackerTests
{
    [Fact]
    public void It_follows_the_greatest_time_and_never_goes_back()
    {
        var tracker = new WatermarkTracker(null);

        Assert.True(tracker.Observe(0, 10, 0));
        Assert.False(tracker.Observe(0, 7, 0));
        Assert.False(tracker.Observe(0, 10, 0));
        Assert.True(tracker.Observe(0, 12, 0));
        Assert.Equal(12, tracker.Current);
    }

    [Fact]
    public void It_is_the_least_over_partitions_and_an_announced_one_without_documents_holds_it()
    {
        var tracker = new WatermarkTracker(null);
        tracker.Assign([0, 2], 0);

        Assert.False(tracker.Observe(0, 10, 0));
        Assert.Equal(WatermarkTracker.None, tracker.Current);
        Assert.True(tracker.Observe(2, 5, 0));
        Assert.Equal(5, tracker.Current);
        Assert.False(tracker.Observe(0, 20, 0));
        Assert.True(tracker.Observe(2, 30, 0));
        Assert.Equal(20, tracker.Current);
    }

    [Fact]
    public void A_partition_that_is_no_longer_read_no_longer_holds_it()
    {
        var tracker = new WatermarkTracker(null);
        tracker.Assign([0, 1], 0);
        _ = tracker.Observe(0, 10, 0);
        _ = tracker.Observe(1, 5, 0);

        tracker.Assign([0], 0);
        Assert.True(tracker.Observe(0, 11, 0));

        Assert.Equal(11, tracker.Current);
    }

    [Fact]
    public void An_idle_partition_is_left_out_and_comes_back_without_moving_it_back()
    {
        var tracker = new WatermarkTracker(TimeSpan.FromMilliseconds(100));
        tracker.Assign([0, 1], 0);
        _ = tracker.Observe(1, 5, 0);
        _ = tracker.Observe(0, 10, 60);
        Assert.Equal(5, tracker.Current);
        Assert.Equal(100, tracker.NextIdle());

        Assert.False(tracker.LeaveOutIdle(99));
        Assert.True(tracker.LeaveOutIdle(100));
        Assert.Equal(10, tracker.Current);

        Assert.False(tracker.Observe(1, 6, 110));
        Assert.Equal(10, tracker.Current);
    }

    [Theory]
    [InlineData(0, 60, 30)]
    [InlineData(60, 0, 30)]
    [InlineData(30, 60, 0)]
    [InlineData(0, 0, 0)]
    public void When_all_fall_silent_the_order_does_not_matter(long first, long second, long third)
    {
        var tracker = new WatermarkTracker(TimeSpan.FromMilliseconds(100));
        tracker.Assign([0, 1, 2, 3], 0);
        _ = tracker.Observe(0, 10, first);
        _ = tracker.Observe(1, 30, second);
        _ = tracker.Observe(2, 20, third);

        while (tracker.NextIdle() is { } due)
        {
            _ = tracker.LeaveOutIdle(due);
        }

        Assert.Equal(30, tracker.Current);
    }

    [Fact]
    public void It_tells_which_partition_holds_it()
    {
        var tracker = new WatermarkTracker(TimeSpan.FromMilliseconds(100));
        tracker.Assign([0, 1, 4], 0);
        _ = tracker.Observe(0, 10, 50);
        _ = tracker.Observe(4, 7, 70);
        Assert.Equal(
            [
                new PartitionTime(0, 10, 50, IsIdle: false, HoldsWatermark: false),
                new PartitionTime(1, null, 0, IsIdle: false, HoldsWatermark: true),
                new PartitionTime(4, 7, 70, IsIdle: false, HoldsWatermark: false),
            ],
            tracker.Describe());

        _ = tracker.LeaveOutIdle(100);

        Assert.Equal((7L, 100L), (tracker.Current, tracker.RaisedAtMs));
        Assert.Equal(
            [
                new PartitionTime(0, 10, 50, IsIdle: false, HoldsWatermark: false),
                new PartitionTime(1, null, 0, IsIdle: true, HoldsWatermark: false),
                new PartitionTime(4, 7, 70, IsIdle: false, HoldsWatermark: true),
            ],
            tracker.Describe());
    }

    [Fact]
    public void When_all_are_idle_it_stays_where_it_is()
    {
        var tracker = new WatermarkTracker(TimeSpan.FromMilliseconds(100));
        _ = tracker.Observe(0, 10, 0);

        Assert.False(tracker.LeaveOutIdle(1000));

        Assert.Equal(10, tracker.Current);
    }

    [Fact]
    public void A_restored_tracker_goes_on_as_the_first_would()
    {
        var tracker = new WatermarkTracker(null);
        tracker.Assign([0, 1], 0);
        _ = tracker.Observe(0, 10, 0);
        _ = tracker.Observe(1, 5, 0);
        var writer = new BsonWriter();
        writer.BeginDocument();
        tracker.Snapshot(writer);
        writer.End(0);

        var restored = new WatermarkTracker(null);
        restored.Restore(writer.ToDocument(), 0);

        Assert.Equal(5, restored.Current);
        Assert.True(restored.Observe(1, 8, 0));
        Assert.Equal(8, restored.Current);
        Assert.True(restored.Observe(1, 12, 0));
        Assert.Equal(10, restored.Current);
    }
}
