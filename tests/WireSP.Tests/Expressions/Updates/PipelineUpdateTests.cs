using WireSP.Bson;
using WireSP.Expressions.Updates;

namespace WireSP.Tests.Expressions.Updates;

public class PipelineUpdateTests
{
    [Theory]
    [InlineData("[{ $set: { b: { $add: ['$a', 1] } } }]", "{ _id: 1, a: 1 }", "{ _id: 1, a: 1, b: 2 }")]
    [InlineData("[{ $set: { b: 1 } }, { $unset: 'a' }, { $set: { c: '$b' } }]", "{ a: 1 }", "{ b: 1, c: 1 }")]
    [InlineData("[{ $replaceWith: { x: '$a' } }]", "{ _id: 1, a: 5 }", "{ _id: 1, x: 5 }")]
    [InlineData("[{ $project: { a: 1, _id: 0 } }]", "{ _id: 1, a: 5, b: 1 }", "{ _id: 1, a: 5 }")]
    [InlineData("[]", "{ a: 1 }", "{ a: 1 }")]
    public void Stages_run_one_after_the_other(string update, string before, string after) =>
        UpdateHarness.Makes(update, before, after);

    [Theory]
    [InlineData("[{ $match: { } }]", 72)]
    [InlineData("[{ $set: { a: 1 }, $unset: 'b' }]", 40323)]
    [InlineData("[5]", 40323)]
    [InlineData("[{ $set: { a: '$$new' } }]", 17276)]
    [InlineData("[{ $set: { a: '$$NOW' } }]", 17276)]
    public void A_pipeline_that_is_not_legal_is_refused(string update, int code) => UpdateHarness.Fails(update, code);

    [Fact]
    public void The_id_cannot_be_changed() =>
        UpdateHarness.Fails("[{ $set: { _id: 2 } }]", 66, "{ _id: 1 }");

    [Fact]
    public void Variables_are_read_in_every_stage()
    {
        var operation = UpdateCompiler.Compile(
            UpdateHarness.Value("[{ $set: { n: { $add: ['$n', '$$new.n'] } } }, { $set: { t: '$$NOW' } }]"),
            variableNames: ["new", "NOW"]);
        var context = new UpdateContext(TimeProvider.System)
        {
            Variables = [ExtendedJson.ParseLenientValue("{ n: 5 }"), BsonValue.FromDateTimeMs(7)],
        };

        var first = UpdateHarness.Canonical(operation.Apply(ExtendedJson.ParseLenient("{ n: 1 }"), context));
        context.Variables = [ExtendedJson.ParseLenientValue("{ n: 10 }"), BsonValue.FromDateTimeMs(8)];
        var second = UpdateHarness.Canonical(operation.Apply(ExtendedJson.ParseLenient("{ n: 2 }"), context));

        Assert.Equal(
            [
                UpdateHarness.Canonical(ExtendedJson.ParseLenient("{ n: 6, t: ISODate('1970-01-01T00:00:00.007Z') }")),
                UpdateHarness.Canonical(ExtendedJson.ParseLenient("{ n: 12, t: ISODate('1970-01-01T00:00:00.008Z') }")),
            ],
            [first, second]);
    }
}
