using WireSP.Bson;

namespace WireSP.Server.PipelineTests;

/// <summary>Says in lines why a test failed: what was expected in which place and what was found there.</summary>
internal static class OutcomeText
{
    // A line of a terminal; longer documents are told by their fields.
    private const int DocumentCharsMax = 400;

    /// <summary>The lines; none for a test that passed.</summary>
    public static IReadOnlyList<ReportLine> Explain(TestOutcome outcome)
    {
        List<ReportLine> lines = [];
        if (outcome.IsPassed)
        {
            return lines;
        }

        if (outcome.Failure is { } failure)
        {
            lines.Add(new(' ', failure));
        }

        var expectation = outcome.Test.Expectation;
        AddList(
            lines,
            "output",
            outcome.Output,
            index => ShowExpected(expectation!.Output![index], outcome.Test.StartMs),
            index => Show(outcome.Run.Outputs[index].Body));
        AddList(
            lines,
            "dlq",
            outcome.DeadLetters,
            index => Show(expectation!.DeadLetters![index]),
            index => Show(DeadLetterText.Shorten(outcome.Run.DeadLetters[index])));
        if (outcome.DeadLetters.Count > 0 && expectation is { DeadLetters: null })
        {
            lines.Add(new(' ', "expect.dlq is not given, so there must be no dead letters"));
        }

        if (!ValueComparison.AreNone(outcome.Statistics))
        {
            lines.Add(new(' ', "stats"));
            AddDifferences(lines, outcome.Statistics);
        }

        AddTime(lines, outcome);
        return lines;
    }

    private static void AddList(
        List<ReportLine> lines,
        string name,
        IReadOnlyList<ListPair> pairs,
        Func<int, string> expected,
        Func<int, string> found)
    {
        foreach (var pair in pairs)
        {
            if (pair.IsMatch)
            {
                continue;
            }

            if (pair.Found is null)
            {
                lines.Add(new(' ', $"{name}[{pair.Expected}] did not come out"));
                lines.Add(new('-', expected(pair.Expected!.Value)));
            }
            else if (pair.Expected is null)
            {
                lines.Add(new(' ', $"{name}: came out and was not expected"));
                lines.Add(new('+', found(pair.Found.Value)));
            }
            else
            {
                lines.Add(new(' ', $"{name}[{pair.Expected}] {found(pair.Found.Value)}"));
                AddDifferences(lines, pair.Differences);
            }
        }
    }

    private static void AddDifferences(List<ReportLine> lines, IReadOnlyList<Difference> differences)
    {
        foreach (var difference in differences)
        {
            var path = difference.Path.Length == 0 ? "" : $"{difference.Path}: ";
            if (difference.IsNote)
            {
                lines.Add(new('~', $"{path}{difference.Expected} equals {difference.Found}"));
                continue;
            }

            lines.Add(new('-', $"{path}{difference.Expected ?? "nothing"}"));
            lines.Add(new('+', $"{path}{difference.Found ?? "nothing"}"));
        }
    }

    // The usual reason for an output that is missing: nothing has closed the window.
    private static void AddTime(List<ReportLine> lines, TestOutcome outcome)
    {
        var statistics = outcome.Run.Statistics;
        var startMs = outcome.Test.StartMs;
        foreach (var one in statistics.Operators)
        {
            if (one.OldestWindowStartMs is { } oldest)
            {
                var watermark = statistics.WatermarkMs is { } present ? TestTime.Show(present, startMs) : "not set";
                lines.Add(new(
                    ' ',
                    $"at the end, {TestTime.Show(outcome.Run.NowMs, startMs)}: {one.Name} has open windows from "
                        + $"{TestTime.Show(oldest, startMs)} on, the watermark is {watermark}"));
            }
        }
    }

    private static string ShowExpected(ExpectedOutput expected, long startMs)
    {
        var time = expected.TimeMs is { } timeMs ? $" at {TestTime.Show(timeMs, startMs)}" : "";
        var target = expected.Target.IsMissing ? "" : $" to {ExtendedJson.Format(expected.Target)}";
        return $"{Show(expected.Body)}{target}{time}";
    }

    private static string Show(BsonDocument document)
    {
        var text = ExtendedJson.Format(document);
        return text.Length <= DocumentCharsMax ? text : $"{text[..DocumentCharsMax]}…";
    }
}
