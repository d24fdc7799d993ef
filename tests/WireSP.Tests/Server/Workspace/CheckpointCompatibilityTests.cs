using WireSP.Bson;
using WireSP.Server.Workspace;

namespace WireSP.Tests.Server.Workspace;

public class CheckpointCompatibilityTests
{
    private const string Source = "one";

    [Fact]
    public void The_same_pipeline_resumes() =>
        Assert.Null(CheckpointCompatibility.FindRefusal(
            Pipeline(Source, Window(5, "$group")), Pipeline(Source, Window(5, "$group"))));

    [Fact]
    public void Another_source_does_not() =>
        Refuses("the $source stage is changed", Pipeline(Source), Pipeline("two"));

    [Fact]
    public void Another_interval_does_not() =>
        Refuses(
            "the interval of $tumblingWindow is changed",
            Pipeline(Source, Window(5, "$group")),
            Pipeline(Source, Window(6, "$group")));

    [Fact]
    public void A_window_that_is_removed_does_not() =>
        Refuses("the $tumblingWindow stage is removed", Pipeline(Source, Window(5, "$group")), Pipeline(Source));

    [Fact]
    public void A_window_that_is_added_does() =>
        Assert.Null(CheckpointCompatibility.FindRefusal(Pipeline(Source), Pipeline(Source, Window(5, "$group"))));

    [Theory]
    [InlineData("$group", true)]
    [InlineData("$sort", true)]
    [InlineData("$match", false)]
    public void An_inner_pipeline_may_change_only_when_it_groups_or_sorts(string inner, bool isAllowed)
    {
        var refusal = CheckpointCompatibility.FindRefusal(
            Pipeline(Source, Window(5, inner)), Pipeline(Source, Window(5, "$limit")));

        Assert.Equal(isAllowed, refusal is null);
    }

    private static void Refuses(string expected, BsonArray before, BsonArray after)
    {
        var refusal = CheckpointCompatibility.FindRefusal(before, after);

        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.EndsWith("pass resumeFromCheckpoint: false to begin anew", refusal, StringComparison.Ordinal);
    }

    private static BsonArray Pipeline(string source, params BsonDocument[] stages)
    {
        var builder = new BsonArrayBuilder
        {
            Document("$source", Document("connectionName", source)),
        };
        foreach (var stage in stages)
        {
            builder.Add(stage);
        }

        return builder.ToArray();
    }

    private static BsonDocument Window(int seconds, string inner) => Document(
        "$tumblingWindow",
        new BsonDocumentBuilder
        {
            { "interval", Document("size", seconds) },
            { "pipeline", new BsonArrayBuilder { Document(inner, 1) }.ToArray() },
        }.ToDocument());

    private static BsonDocument Document(string name, BsonValue value) =>
        new BsonDocumentBuilder { { name, value } }.ToDocument();
}
