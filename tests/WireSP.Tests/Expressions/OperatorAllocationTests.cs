using WireSP.Expressions;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

/// <summary>
/// No operator allocates in steady state where its result fits in the arena, except those named here.
/// </summary>
public sealed class OperatorAllocationTests
{
    // More evaluations than one-off growth could hide in, so that any allocation per call shows.
    private const int Evaluations = 300;

    // The representative of conversions writes a double as text, which goes through a string; a call of JavaScript
    // takes its values as objects.
    private static readonly string[] AllocatingFamilies = ["script", "type"];

    private static readonly string[] AllocatingOperators =
    [
        "$convert", "$createObjectId", "$dateFromString", "$deserializeEJSON", "$function", "$hash", "$hexHash",
        "$median", "$percentile", "$regexFind", "$serializeEJSON", "$sortArray", "$toObject", "$toUUID", "$zip",
    ];

    public static TheoryData<string> Families() =>
        [.. OperatorFamily.All.Select(family => family.Name).Except(AllocatingFamilies)];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_family_allocates_nothing_per_evaluation(string name)
    {
        var family = OperatorFamily.All.Single(family => family.Name == name);

        Assert.Equal(0, family.Prepare().AllocatedBytes(Evaluations));
    }

    [Fact]
    public void Only_the_named_operators_allocate_per_evaluation()
    {
        string[] found =
            [.. ExpressionTable.Rows.Where(Allocates).Select(row => row.Name).Except(AllocatingOperators)];

        Assert.True(found.Length == 0, $"allocate per evaluation: {string.Join(", ", found)}");
    }

    private static bool Allocates(ExpressionSpec row) =>
        row.Examples.Any(
            example => new PreparedExpression(example.Expression, example.Document).AllocatedBytes(Evaluations) > 0);
}
