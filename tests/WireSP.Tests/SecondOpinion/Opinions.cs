namespace WireSP.Tests.SecondOpinion;

/// <summary>Puts cases to both sides: where the answers differ, a rule says who is right.</summary>
internal static class Opinions
{
    private const int ShownMax = 20;

    /// <summary>Every difference is one that a rule names, and each rule covers as many as it says.</summary>
    public static async Task CompareAsync(IReadOnlyList<OpinionCase> cases, IReadOnlyList<OpinionRule> rules)
    {
        var theirs = await Peer.AskAsync(cases);
        Assert.Equal(cases.Count, theirs.Count);
        var counts = new int[rules.Count];
        var surprises = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            var ours = Ourselves.Ask(cases[i]);
            if (ours.Agrees(theirs[i]))
            {
                continue;
            }

            var rule = RuleOf(rules, cases[i], ours, theirs[i]);
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
            rules.Select(rule => $"{rule.Count} cases of {rule.Rows}: {rule.Reason}"),
            rules.Select((rule, i) => $"{counts[i]} cases of {rule.Rows}: {rule.Reason}"));
    }

    private static int RuleOf(IReadOnlyList<OpinionRule> rules, OpinionCase one, Answer ours, Answer theirs)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Covers(one, ours, theirs))
            {
                return i;
            }
        }

        return -1;
    }
}
