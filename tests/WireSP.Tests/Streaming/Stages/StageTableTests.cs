using WireSP.Bson;
using WireSP.Streaming.Stages;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class StageTableTests
{
    [Fact]
    public void Rows_are_sorted_and_unique() =>
        Assert.Equal(StageTable.Names.Order(StringComparer.Ordinal).Distinct(), StageTable.Names);

    [Fact]
    public void Every_row_has_a_summary_and_an_example() =>
        Assert.All(StageTable.Rows, spec => Assert.True(spec.Summary.Length > 0 && spec.Examples.Count > 0, spec.Name));

    [Fact]
    public void No_stage_is_both_built_and_unsupported() =>
        Assert.DoesNotContain(StageTable.Names, name => UnsupportedStages.TryExplain(name, out _));

    [Fact]
    public void Every_example_compiles()
    {
        foreach (var spec in StageTable.Rows)
        {
            foreach (var example in spec.Examples)
            {
                Assert.True(Compiles(spec.Role, example), example);
            }
        }
    }

    [Theory]
    [InlineData("$facet")]
    [InlineData("$out")]
    public void A_stage_that_exists_elsewhere_is_refused_by_name(string name)
    {
        var problem = TestPipelines.ProblemOfStage($"{{ {name}: {{}} }}");

        Assert.StartsWith($"238 : {name} is not supported: ", problem, StringComparison.Ordinal);
    }

    private static bool Compiles(StageRole role, string example)
    {
        // Connections of examples are the registry's that readers of the documentation have.
        var stage = example.Replace("'kafka1'", "'in'", StringComparison.Ordinal)
            .Replace("'local'", "'in'", StringComparison.Ordinal);
        var timed = role == StageRole.Source;
        var pipeline = role switch
        {
            StageRole.Source => $"[{stage}]",
            StageRole.Blocking => "[{ $source: { connectionName: 'in' } }, { $tumblingWindow: { interval: "
                + $"{{ size: 1, unit: 'second' }}, pipeline: [{stage}] }} }}]",
            _ => $"[{{ $source: {{ connectionName: 'in' }} }}, {stage}]",
        };
        Assert.Equal(BsonType.Array, ExtendedJson.ParseLenientValue(pipeline).Type);
        var problems = TestPipelines.ProblemsOf(pipeline);

        // The test connector has no topics to read; all else of a source is the engine's.
        return problems.All(problem => timed && problem.Contains("topic", StringComparison.Ordinal));
    }
}
