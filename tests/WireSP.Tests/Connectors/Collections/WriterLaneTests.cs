using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Collections;

public sealed class WriterLaneTests
{
    private readonly List<int> _written = [];
    private int _calls;

    [Fact]
    public async Task A_write_that_is_lost_is_written_again_before_what_follows()
    {
        await using var lane = new WriterLane(
            WriteOrFailAsync(calls => calls % 3 != 0 ? Lost() : null), new ImmediateClock());

        for (var n = 0; n < 5; n++)
        {
            await SendAsync(lane, n);
            await lane.DrainAsync(default);
        }

        Assert.Equal([0, 1, 2, 3, 4], _written);
        Assert.Equal(15, _calls);
    }

    [Fact]
    public async Task What_is_refused_after_a_lost_write_is_told_once()
    {
        await using var lane = new WriterLane(
            (_, _) => ++_calls == 1 ? throw Lost() : new([new WriteFailure(1, 11000, "twice")]), new ImmediateClock());
        var failures = new CollectedFailures();

        await SendAsync(lane, 0, 1, 2);
        await lane.DrainAsync(default);
        lane.Report(failures);

        Assert.Equal("twice (collection d.c, code 11000)", Assert.Single(failures.Reasons));
        Assert.Equal(1, Assert.Single(failures.Documents)["_id"].AsInt32);
    }

    [Fact]
    public async Task A_defect_that_one_write_brings_about_is_its_documents_and_the_lane_goes_on()
    {
        await using var lane = new WriterLane(
            (_, _) => ++_calls == 2 ? throw new InvalidOperationException("a defect") : new([]), new ImmediateClock());
        var failures = new CollectedFailures();

        for (var n = 0; n < 3; n++)
        {
            await SendAsync(lane, n);
            await lane.DrainAsync(default);
        }

        lane.Report(failures);
        Assert.Matches(
            "^internal error [0-9a-f]{8}: InvalidOperationException: a defect", Assert.Single(failures.Reasons));
        Assert.Equal(1, Assert.Single(failures.Documents)["_id"].AsInt32);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task A_defect_that_one_of_several_writes_brings_about_fails_the_attempt()
    {
        await using var lane = new WriterLane(
            (_, _) => throw new InvalidOperationException("a defect"), new ImmediateClock());

        await SendAsync(lane, 0, 1);

        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => lane.DrainAsync(default).AsTask());
    }

    [Fact]
    public async Task A_server_that_stays_away_fails_the_attempt()
    {
        var clock = new FakeClock();
        await using var lane = new WriterLane(WriteOrFailAsync(_ => Lost()), clock);
        await SendAsync(lane, 0);

        var draining = lane.DrainAsync(default).AsTask();
        await clock.AdvanceUntilAsync(draining);
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => draining);

        Assert.Equal("the connection was lost", failure.Message);
        Assert.Equal(19, _calls);
    }

    [Fact]
    public async Task What_no_repetition_helps_fails_the_attempt_at_once()
    {
        var refusal = new StreamProcessorException(26, FailureDomain.User, RetryPolicy.Never, "there is no such thing");
        await using var lane = new WriterLane(WriteOrFailAsync(_ => refusal), new ImmediateClock());
        await SendAsync(lane, 0);

        Assert.Same(
            refusal,
            await Assert.ThrowsAsync<StreamProcessorException>(() => lane.DrainAsync(default).AsTask()));
        Assert.Equal(1, _calls);
    }

    private static StreamProcessorException Lost() =>
        new(421, FailureDomain.External, RetryPolicy.WithBackoff, "the connection was lost");

    private static async Task SendAsync(WriterLane lane, params int[] ids)
    {
        foreach (var id in ids)
        {
            var document = lane.Filling.Documents.Add(
                new StreamDocument(ExtendedJson.Parse($$"""{ "_id": {{id}} }"""), 0, null, 0));
            lane.Filling.Add(new MergeWrite(new CollectionNamespace("d", "c"), document, MergeMode.Merge, true));
        }

        await lane.SendAsync(default);
    }

    private BatchWrite WriteOrFailAsync(Func<int, StreamProcessorException?> failureOf) => (writes, _) =>
    {
        if (failureOf(++_calls) is { } failure)
        {
            throw failure;
        }

        _written.AddRange(writes.Select(write => write.Document["_id"].AsInt32));
        return new([]);
    };
}
