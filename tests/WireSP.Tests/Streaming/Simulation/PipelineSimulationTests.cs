using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Simulation;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Simulation;

public class PipelineSimulationTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Windows_of_processing_time_close_at_their_own_time()
    {
        var run = Simulate(
            """
            { $tumblingWindow: { interval: { size: 1, unit: 'minute' }, boundary: 'processingTime', pipeline: [
              { $group: { _id: null, n: { $sum: 1 } } } ] } }
            """);

        Receive(run, "{ a: 1 }");
        run.AdvanceTo(Start.AddSeconds(70).ToUnixTimeMilliseconds());
        Receive(run, "{ a: 2 }");
        run.AdvanceTo(Start.AddHours(1).ToUnixTimeMilliseconds());

        Assert.Equal([60, 120], run.Outputs.Select(output => (output.TimeMs - Start.ToUnixTimeMilliseconds()) / 1000));
    }

    [Fact]
    public void Two_runs_generate_the_same_ids()
    {
        const string Stage =
            "{ $project: { id: { $createObjectId: {} }, uuid: { $createUUID: {} }, r: { $rand: {} } } }";

        Assert.Equal(Ids(), Ids());

        string Ids()
        {
            var run = Simulate(Stage);
            Receive(run, "{ _id: 1 }");
            Receive(run, "{ _id: 2 }");
            Assert.NotEqual(ExtendedJson.Format(run.Outputs[0].Body), ExtendedJson.Format(run.Outputs[1].Body));
            return string.Concat(run.Outputs.Select(output => ExtendedJson.Format(output.Body)));
        }
    }

    [Fact]
    public void Records_that_cannot_be_decoded_become_dead_letters()
    {
        var run = Simulate("{ $match: {} }");

        run.Receive(new SimulatedInput("oops", BsonDocument.Empty) { Refusal = "the value is not JSON" });

        var letter = Assert.Single(run.DeadLetters);
        Assert.Equal("the value is not JSON", letter["errInfo"].AsDocument["reason"].AsString);
        Assert.Equal(1, run.Statistics.DeadLetterCount);
    }

    private static PipelineSimulation Simulate(string stage) =>
        new(
            TestPipelines.Compile($"[{{ $source: {{ connectionName: 'in' }} }}, {stage}]", new TestConnector()),
            "p1",
            "test",
            Start,
            StreamingLimits.EventTimeAheadMax);

    private static void Receive(PipelineSimulation run, string document) =>
        run.Receive(new SimulatedInput(ExtendedJson.ParseLenient(document), BsonDocument.Empty));
}
