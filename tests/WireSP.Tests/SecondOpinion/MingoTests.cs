namespace WireSP.Tests.SecondOpinion;

/// <summary>
/// Every operator, accumulator and stage that mingo has too, over a matrix of types: where the answers differ, a rule
/// says who is right.
/// </summary>
public class MingoTests
{
    [Fact]
    public Task Expressions_agree_but_for_the_differences_that_the_rules_name() =>
        Opinions.CompareAsync([.. OpinionTable.Rows.SelectMany(row => row.Cases())], OpinionRules.Rows);

    [Fact]
    public Task Stages_agree_but_for_the_differences_that_the_rules_name() =>
        Opinions.CompareAsync([.. StageTable.Rows.SelectMany(row => row.Cases())], StageRules.Rows);

    [Fact]
    public void There_are_thousands_of_cases()
    {
        Assert.InRange(OpinionTable.Rows.Sum(row => row.Cases().Count()), 20_000, 40_000);
        Assert.InRange(StageTable.Rows.Sum(row => row.Cases().Count()), 10_000, 40_000);
    }
}
