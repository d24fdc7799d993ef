using WireSP.Bson;
using WireSP.Server.PipelineTests;

namespace WireSP.Tests.Server.PipelineTests;

public class ValueComparisonTests
{
    [Theory]
    [InlineData("{ a: 1 }", "{ a: 1 }")]
    [InlineData("{ a: 1, b: 2 }", "{ b: 2, a: 1 }")]
    [InlineData("{ a: [1, { b: null }] }", "{ a: [1, { b: null }] }")]
    [InlineData("{ a: { $$any: true } }", "{ a: null }")]
    [InlineData("{ a: { $$type: 'objectId' } }", "{ a: ObjectId('0123456789abcdef01234567') }")]
    [InlineData("{ a: { $$type: 'number' } }", "{ a: NumberLong(5) }")]
    [InlineData("{ a: { $$regex: '^late', $$options: 'i' } }", "{ a: 'LATE document' }")]
    [InlineData("{ a: { $$approx: 1.5 } }", "{ a: 1.5000001 }")]
    [InlineData("{ a: { $$approx: 10, $$within: 2 } }", "{ a: 11 }")]
    [InlineData("{ a: { $$missing: true } }", "{ }")]
    [InlineData("{ a: { $$eq: 1 } }", "{ a: 1 }")]
    [InlineData("{ a: { $$subset: { b: 1 } } }", "{ a: { b: 1, c: 2 } }")]
    [InlineData("{ a: { $$unordered: [{ $$any: true }, 1] } }", "{ a: [1, 2] }")]
    public void Equal(string expected, string found) => Assert.Empty(Compare(expected, found));

    [Theory]
    [InlineData("{ a: 1 }", "{ a: 2 }", "a: 1 (int) / 2 (int)")]
    [InlineData("{ a: 1 }", "{ a: '1' }", "a: 1 (int) / \"1\"")]
    [InlineData("{ a: 1 }", "{ }", "a: 1 (int) / nothing")]
    [InlineData("{ a: null }", "{ }", "a: null / nothing")]
    [InlineData("{ }", "{ a: null }", "a: nothing / null")]
    [InlineData("{ a: { b: [1, 2] } }", "{ a: { b: [1, 3] } }", "a.b[1]: 2 (int) / 3 (int)")]
    [InlineData("{ a: [1] }", "{ a: [1, 2] }", "a[1]: nothing / 2 (int)")]
    [InlineData("{ a: { $$type: 'long' } }", "{ a: 1 }", "a: {\"$$type\":\"long\"} / 1 (int)")]
    [InlineData("{ a: { $$any: true } }", "{ }", "a: {\"$$any\":true} / nothing")]
    [InlineData("{ a: { $$eq: 1 } }", "{ a: 1.0 }", "a: {\"$$eq\":1} / 1.0 (double)")]
    [InlineData("{ a: { $$subset: { b: 1 } } }", "{ a: { b: 2 } }", "a.b: 1 (int) / 2 (int)")]
    [InlineData("{ a: { $$unordered: [1, 2] } }", "{ a: [2, 3] }", "a: 1 (int) / 3 (int)")]
    public void Different(string expected, string found, string difference) =>
        Assert.Equal([difference], Compare(expected, found).Select(Show));

    [Theory]
    [InlineData("{ a: 1 }", "{ a: NumberLong(1) }", "a: 1 (int) / 1 (long)")]
    [InlineData("{ a: 1 }", "{ a: 1.0 }", "a: 1 (int) / 1.0 (double)")]
    public void A_number_of_another_type_is_equal_and_worth_a_note(string expected, string found, string note)
    {
        var differences = Compare(expected, found);

        Assert.True(ValueComparison.AreNone(differences));
        Assert.Equal([note], differences.Select(Show));
    }

    [Fact]
    public void A_subset_may_have_more_fields_at_every_level() =>
        Assert.Empty(ValueComparison.Compare(
            ExtendedJson.ParseLenient("{ a: { b: 1 } }"),
            ExtendedJson.ParseLenient("{ a: { b: 1, c: 2 }, d: 3 }"),
            isSubset: true));

    private static List<Difference> Compare(string expected, string found) =>
        ValueComparison.Compare(ExtendedJson.ParseLenient(expected), ExtendedJson.ParseLenient(found));

    private static string Show(Difference difference) =>
        $"{difference.Path}: {difference.Expected ?? "nothing"} / {difference.Found ?? "nothing"}";
}
