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

    [Fact]
    public async Task A_document_that_breaks_the_sink_is_found_by_the_second_attempt()
    {
        const string Poison = "{ t: '12:00', k: 2, defect: 1 }";
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => RunAsync(false, Poison));
        Assert.True(Defect.Is(failure.InnerException!));

        _connector.Source = new ArraySource();
        await RunAsync(true, "{ t: '12:00', k: 1 }", Poison, "{ t: '12:00', k: 3 }");

        var written = await _connector.Sink.TakeAsync(2);
        Assert.Contains("1", written[0], StringComparison.Ordinal);
        Assert.Contains("3", written[1], StringComparison.Ordinal);
        Assert.Matches(
            "internal error [0-9a-f]{8}: InvalidOperationException: the sink has a defect",
            ExtendedJson.Format(Assert.Single(_tap.DeadLetters)));
        Assert.Contains("a defect of this program", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    private static void Here() => throw new InvalidOperationException("here");

    private static void There() => throw new InvalidOperationException("here");

    private static string ReasonOf(Action action)
    {
        var failure = Assert.Throws<InvalidOperationException>(action);
        Assert.True(DocumentFailure.TryGetReason(failure, out var reason));
        return reason;
    }

    private async Task RunAsync(bool writesSingly, params string[] documents)
    {
        _connector.Source.Add(documents);
        _connector.Source.Complete();
        var pipeline = TestPipelines.Compile(
            "[{ $source: { connectionName: 'in' } }, { $emit: { connectionName: 'out' } }]",
            _connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p", false, null, TimeProvider.System);
        await new StreamTask(pipeline, new TaskOptions(context)
        {
            DeadLetters = _tap,
            Warn = _warnings.Add,
            WritesSingly = writesSingly,
        }).RunAsync(CancellationToken.None);
    }
}
