using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Pipelines;

public class StageFieldsTests
{
    private readonly List<PipelineProblem> _problems = [];

    [Fact]
    public void Whole_numbers_may_have_any_numeric_type()
    {
        var fields = Open("{ a: 3, b: 3.0, c: { $numberLong: '3' }, d: 3.5, e: '3' }");

        Assert.Equal(3, fields.OptionalInteger("a"));
        Assert.Equal(3, fields.OptionalInteger("b"));
        Assert.Equal(3, fields.OptionalInteger("c"));
        Assert.Null(fields.OptionalInteger("d"));
        Assert.Null(fields.OptionalInteger("e"));
        Assert.Equal(
            ["$test.d: expected a whole number, found double", "$test.e: expected a whole number, found string"],
            Told());
    }

    [Fact]
    public void Null_is_as_good_as_absent()
    {
        var fields = Open("{ a: null }");

        Assert.False(fields.Has("a"));
        Assert.Null(fields.OptionalString("a"));
        Assert.Null(fields.RequiredString("a"));
        Assert.Equal(["$test.a: 'a' is required and is missing"], Told());
    }

    [Fact]
    public void A_list_of_strings_may_be_one_string()
    {
        var fields = Open("{ a: 'x', b: ['x', 'y'], c: [], d: ['x', 1] }");

        Assert.Equal(["x"], fields.RequiredStrings("a"));
        Assert.Equal(["x", "y"], fields.RequiredStrings("b"));
        Assert.Null(fields.RequiredStrings("c"));
        Assert.Null(fields.RequiredStrings("d"));
        Assert.Equal(
            [
                "$test.c: 'c' must not be an empty array",
                "$test.d.1: expected a string that is not empty, found int",
            ],
            Told());
    }

    [Fact]
    public void A_duration_has_a_size_and_a_unit()
    {
        var fields = Open("{ a: { size: 2, unit: 'hour' }, b: 0, c: 0, d: { size: 1, unit: 'ms', x: 1 } }");

        Assert.Equal(TimeSpan.FromHours(2), fields.OptionalDuration("a"));
        Assert.Equal(TimeSpan.Zero, fields.OptionalDuration("b", zeroAllowed: true));
        Assert.Null(fields.OptionalDuration("c"));
        _ = fields.OptionalDuration("d");
        Assert.Equal(
            [
                "$test.c: expected object, found int",
                "$test.d.x: 'x' is not a known field. Known fields: size, unit",
            ],
            Told());
    }

    [Fact]
    public void Fields_that_nobody_read_are_refused_with_the_nearest_known_name()
    {
        var fields = Open("{ topic: 'x', topik: 'y', comment: 1 }");
        fields.Ignore("comment");
        _ = fields.RequiredString("topic");

        fields.RejectUnknown();

        Assert.Equal(
            ["$test.topik: 'topik' is not a known field. Did you mean 'topic'? Known fields: comment, topic"], Told());
    }

    [Fact]
    public void A_known_field_that_is_not_supported_is_refused_by_name()
    {
        var fields = Open("{ schemaRegistry: { connectionName: 'r' } }");

        fields.Refuse("schemaRegistry", "Avro is not built");
        fields.RejectUnknown();

        Assert.Equal(["$test.schemaRegistry: 'schemaRegistry' is not supported: Avro is not built"], Told());
    }

    private StageFields Open(string json)
    {
        var context = new StageContext("$test", 0, ExtendedJson.ParseLenient(json), new TestConnections(), _problems);
        var fields = StageFields.Open(context);
        Assert.NotNull(fields);
        return fields;
    }

    private IReadOnlyList<string> Told() => [.. _problems.Select(problem => $"{problem.Path}: {problem.Message}")];
}
