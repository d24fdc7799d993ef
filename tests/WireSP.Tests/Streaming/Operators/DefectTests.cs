using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class DefectTests
{
    private readonly TestConnector _connector = new();
    private readonly CollectingTap _tap = new();
    private readonly List<string> _warnings = [];
    private readonly FakeClock _clock = new();
    private string _stages = "{ $match: {} }";

    [Fact]
    public void A_defect_has_the_same_number_each_time_and_another_elsewhere()
    {
        var first = ReasonOf(Here);
        var second = ReasonOf(Here);
        var elsewhere = ReasonOf(There);

        Assert.Matches("^internal error [0-9a-f]{8}: InvalidOperationException: here$", first);
        Assert.Equal(first, second);
        Assert.Matches("^internal error [0-9a-f]{8}: InvalidOperationException: here$", elsewhere);
        Assert.NotEqual(first, elsewhere);
    }

    [Fact]
    public void What_the_outside_does_is_no_defect()
    {
        Assert.False(Defect.Is(new IOException()));
        Assert.False(Defect.Is(new ObjectDisposedException("connection")));
        Assert.False(Defect.Is(new TimeoutException()));
        Assert.True(Defect.Is(new ArgumentOutOfRangeException()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_document_that_breaks_the_sink_is_found_by_the_second_attempt(bool isLate)
    {
        _connector.Sink.IsLate = isLate;
        const string Poison = "{ t: '12:00', k: 2, defect: 1 }";
        var failed = Start(0, Poison);
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => failed.Running);
        Assert.True(Defect.Is(failure.InnerException!));

        await Start(
            failed.Task.SinglyCountAfter(failure), "{ t: '12:00', k: 1 }", Poison, "{ t: '12:00', k: 3 }").Running;

        var written = await _connector.Sink.TakeAsync(2);
        Assert.Contains("1", written[0], StringComparison.Ordinal);
        Assert.Contains("3", written[1], StringComparison.Ordinal);
        Assert.Matches(
            "internal error [0-9a-f]{8}: InvalidOperationException: the sink has a defect",
            ExtendedJson.Format(Assert.Single(_tap.DeadLetters)));
        Assert.Contains("a defect of this program", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_result_of_a_large_window_that_breaks_the_sink_is_found_by_the_second_attempt()
    {
        _stages =
            "{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: ["
            + "{ $group: { _id: '$k', n: { $sum: 1 } } }, "
            + "{ $set: { defect: { $cond: [{ $eq: ['$_id', 5999] }, 1, '$$REMOVE'] } } }] } }";
        string[] documents = [.. Enumerable.Range(0, 6000).Select(k => $"{{ t: '12:00', k: {k} }}"), "{ t: '12:05' }"];
        var failed = Start(0, documents);
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => failed.Running);
        _ = await _connector.Sink.TakeAsync(5999);

        await Start(failed.Task.SinglyCountAfter(failure), documents).Running;

        Assert.Equal(5999, (await _connector.Sink.TakeAsync(5999)).Count);
        Assert.Contains("5999", ExtendedJson.Format(Assert.Single(_tap.DeadLetters)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_are_written_together_again_when_a_barrier_has_passed_behind_as_many()
    {
        var (task, running) = Start(3, isOver: false, "{ k: 1 }", "{ k: 2 }");
        await UntilAsync(() => task.Statistics.OutputCount == 2);
        await task.SaveCheckpointAsync(null);
        _connector.Source.Add("{ k: 3 }", "{ k: 4 }");
        await UntilAsync(() => task.LastPosition?["n"].AsInt64 == 4);
        _connector.Source.Add("{ k: 5 }", "{ k: 6 }");
        _connector.Source.Complete();
        await running;

        Assert.Equal([1, 1, 1, 1, 2], _connector.Sink.WriteCounts);
    }

    [Fact]
    public async Task What_an_attempt_did_not_come_to_is_left_to_the_next_one()
    {
        var outage = new StreamProcessorException(419, FailureDomain.External, RetryPolicy.WithBackoff, "broker gone");
        var (task, running) = Start(5, isOver: false, "{ k: 1 }", "{ k: 2 }");
        await UntilAsync(() => task.Statistics.OutputCount == 2);
        await task.SaveCheckpointAsync(null);
        _connector.Sink.Failure = outage;
        _connector.Source.Add("{ k: 3 }");
        _ = await Assert.ThrowsAsync<StreamProcessorException>(() => running);

        Assert.Equal(3, task.SinglyCountAfter(outage));
        Assert.Equal(1, task.SinglyCountAfter(Wrapped(new InvalidOperationException("a defect"))));
    }

    [Fact]
    public async Task Without_a_defect_nothing_is_written_singly()
    {
        var (task, running) = Start(0, "{ k: 1 }", "{ k: 2 }");
        await running;

        Assert.Equal([2], _connector.Sink.WriteCounts);
        Assert.Equal(0, task.SinglyCountAfter(null));
        Assert.Equal(0, task.SinglyCountAfter(Wrapped(new IOException("connection reset"))));
    }

    private static void Here() => throw new InvalidOperationException("here");

    private static void There() => throw new InvalidOperationException("here");

    private static string ReasonOf(Action action)
    {
        var failure = Assert.Throws<InvalidOperationException>(action);
        Assert.True(DocumentFailure.TryGetReason(failure, out var reason));
        return reason;
    }

    private static StreamProcessorException Wrapped(Exception cause) =>
        new(1, FailureDomain.Internal, RetryPolicy.WithBackoff, "internal error", cause);

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private (StreamTask Task, Task Running) Start(long singlyCount, params string[] documents) =>
        Start(singlyCount, isOver: true, documents);

    private (StreamTask Task, Task Running) Start(long singlyCount, bool isOver, params string[] documents)
    {
        _connector.Source = new ArraySource();
        _connector.Source.Add(documents);
        if (isOver)
        {
            _connector.Source.Complete();
        }

        var pipeline = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {_stages}, {{ $emit: {{ connectionName: 'out' }} }}]",
            _connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p", IsEphemeral: false, null, _clock);
        var task = new StreamTask(pipeline, new TaskOptions(context)
        {
            DeadLetters = _tap,
            Warn = _warnings.Add,
            SinglyCount = singlyCount,
        });
        return (task, task.RunAsync(CancellationToken.None));
    }
}
