using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Stages;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class StageArgumentTests
{
    private static readonly string[] Fields =
    [
        "_id", "a", "path", "validator", "validationAction", "newRoot", "includeArrayIndex", "interval", "pipeline",
        "$sum", "$expr", "$jsonSchema", "connectionName", "gap", "$or",
    ];

    [Fact]
    public void Whatever_the_argument_a_stage_compiles_or_says_what_is_wrong() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var values = new RandomBson(seed);
        foreach (var name in StageTable.Names)
        {
            var stage = new BsonDocumentBuilder { { name, Argument(random, values, 2) } }.ToDocument();
            List<PipelineProblem> problems = [];
            try
            {
                _ = PipelineCompiler.Compile(
                    new PipelineRequest(Pipeline(stage, random.Next(2) == 0), IsEphemeral: true),
                    new TestConnections(),
                    [new TestConnector()],
                    problems);
            }
            catch (Exception failure)
            {
                Assert.Fail($"{ExtendedJson.Format(stage, ExtendedJsonOptions.Canonical)}: {failure}");
            }
        }
    });

    private static BsonArray Pipeline(BsonDocument stage, bool isInWindow)
    {
        var source = ExtendedJson.ParseLenient("{ $source: { connectionName: 'in' } }");
        var window = new BsonDocumentBuilder
        {
            { "interval", ExtendedJson.ParseLenient("{ size: 1, unit: 'second' }") },
            { "pipeline", new BsonArrayBuilder { stage }.ToArray() },
        };
        var written = isInWindow
            ? new BsonDocumentBuilder { { "$tumblingWindow", window.ToDocument() } }.ToDocument()
            : stage;
        return new BsonArrayBuilder { source, written }.ToArray();
    }

    private static BsonValue Argument(Random random, RandomBson values, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            return values.NextValue();
        }

        var document = new BsonDocumentBuilder();
        foreach (var field in random.GetItems(Fields, random.Next(4)).Distinct())
        {
            document.Add(field, Argument(random, values, depth - 1));
        }

        return document.ToDocument();
    }
}
