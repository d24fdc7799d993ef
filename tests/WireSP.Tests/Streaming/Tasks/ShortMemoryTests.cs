using WireSP.Streaming;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Tasks;

public class ShortMemoryTests
{
    [Fact]
    public async Task A_processor_drops_kept_answers_and_says_so_before_it_fails_for_memory()
    {
        var connector = new TestConnector { KeptBytes = 1500 };
        var pipeline = TestPipelines.Compile(
            "[{ $source: { connectionName: 'in' } }, { $lookup: { from: { connectionName: 'in', db: 'd', coll: 'c' }, "
                + "localField: 'k', foreignField: '_id', as: 'found' } }, { $emit: { connectionName: 'out' } }]",
            connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: false, null, new FakeClock());
        List<string> warnings = [];
        var task = new StreamTask(pipeline, new TaskOptions(context) { StateBytesMax = 1000, Warn = warnings.Add });
        connector.Source.Add("{ k: 1 }", "{ k: 2 }");
        connector.Source.Complete();

        await task.RunAsync(CancellationToken.None);

        Assert.Equal(1000, connector.KeptBytes);
        Assert.Equal(2, task.Statistics.OutputCount);
        Assert.Equal(1000, task.Statistics.SpareBytes);
        Assert.Equal((1, 500), (task.Statistics.GiveBackCount, task.Statistics.GivenBackBytes));
        Assert.Contains("500 bytes", Assert.Single(warnings), StringComparison.Ordinal);
    }
}
