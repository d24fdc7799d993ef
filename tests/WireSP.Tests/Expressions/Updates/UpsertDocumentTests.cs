using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Updates;

namespace WireSP.Tests.Expressions.Updates;

public class UpsertDocumentTests
{
    [Theory]
    [InlineData("{ a: 1, _id: 5 }", "{ _id: 5, a: 1 }")]
    [InlineData("{ 'a.b': 1 }", "{ a: { b: 1 } }")]
    [InlineData("{ a: { $eq: 1 }, b: { $gt: 1 }, c: { $in: [7] } }", "{ a: 1, c: 7 }")]
    [InlineData("{ $and: [{ a: 1 }, { b: 2 }], $or: [{ c: 1 }, { d: 1 }] }", "{ a: 1, b: 2 }")]
    [InlineData("{ $or: [{ c: 1 }] }", "{ c: 1 }")]
    [InlineData("{ a: /x/, $expr: true }", "{ }")]
    [InlineData("{ a: { x: 1 } }", "{ a: { x: 1 } }")]
    public void It_has_the_fields_for_which_the_query_asks_one_value(string query, string expected) =>
        Assert.Equal(
            UpdateHarness.Canonical(ExtendedJson.ParseLenient(expected)),
            UpdateHarness.Canonical(UpsertDocument.Of(ExtendedJson.ParseLenient(query))));

    [Fact]
    public void A_query_that_asks_two_values_of_a_field_is_refused() =>
        Assert.Equal(
            54,
            Assert.Throws<EvaluationException>(
                () => UpsertDocument.Of(ExtendedJson.ParseLenient("{ $and: [{ a: 1 }, { a: 2 }] }"))).Code);
}
