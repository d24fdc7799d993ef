namespace WireSP.Tests.SecondOpinion;

/// <summary>
/// Every operator that mingo has too, over a matrix of types: where the answers differ, a rule says who is right.
/// </summary>
public class MingoTests
{
    private const int ShownMax = 20;

    [Fact]
    public async Task Answers_agree_but_for_the_differences_that_the_rules_name()
    {
        var cases = OpinionTable.Rows.SelectMany(row => row.Cases()).ToArray();
        var theirs = await Peer.AskAsync(cases);
        Assert.Equal(cases.Length, theirs.Count);
        var counts = new int[OpinionRules.Rows.Length];
        var surprises = new List<string>();
        for (var i = 0; i < cases.Length; i++)
        {
            var ours = Ourselves.Ask(cases[i]);
            if (ours.Agrees(theirs[i]))
            {
                continue;
            }

            var rule = RuleOf(cases[i], ours, theirs[i]);
            if (rule < 0)
            {
                surprises.Add($"{cases[i].Row} over {cases[i].Document}: {ours}, by mingo {theirs[i]}");
            }
            else
            {
                counts[rule]++;
            }
        }

        Assert.True(surprises.Count == 0, string.Join('\n', surprises.Take(ShownMax)));
        Assert.Equal(
            OpinionRules.Rows.Select(rule => $"{rule.Count} cases of {rule.Rows}: {rule.Reason}"),
            OpinionRules.Rows.Select((rule, i) => $"{counts[i]} cases of {rule.Rows}: {rule.Reason}"));
    }

    [Fact]
    public void There_are_thousands_of_cases() =>
        Assert.InRange(OpinionTable.Rows.Sum(row => row.Cases().Count()), 20_000, 40_000);

    private static int RuleOf(OpinionCase one, Answer ours, Answer theirs) =>
        Array.FindIndex(OpinionRules.Rows, rule => rule.Covers(one, ours, theirs));
}
