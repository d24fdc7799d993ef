using WireSP.Bson;
using WireSP.Server.Commands;
using WireSP.Streaming.Simulation;

namespace WireSP.Server.PipelineTests.Updating;

/// <summary>
/// Rewrites the expectations of tests that failed to what came out. What was right, matchers included, keeps its text;
/// so does everything else in the file.
/// </summary>
internal sealed class ExpectationUpdate
{
    private readonly TestFile _file;
    private readonly TextOutline _outline;
    private readonly TextStyle _style;
    private readonly List<TextEdit> _edits = [];

    private ExpectationUpdate(TestFile file)
    {
        _file = file;
        _outline = new TextOutline(file.Text);
        _style = new TextStyle(file.Text);
    }

    /// <summary>The file's text with new expectations.</summary>
    public static string Apply(TestFile file, IEnumerable<TestOutcome> failed)
    {
        var update = new ExpectationUpdate(file);
        var tests = update._outline.Items(update._outline.Find(update._outline.Root, "tests")!.Value);
        foreach (var outcome in failed)
        {
            update.Change(tests[outcome.Test.Index], outcome);
        }

        var text = file.Text;
        // From the end, so that places before an edit stay where they are.
        foreach (var edit in update._edits.OrderByDescending(edit => edit.Span.Start))
        {
            text = string.Concat(text.AsSpan(0, edit.Span.Start), edit.Text, text.AsSpan(edit.Span.End));
        }

        return text;
    }

    private void Change(TextSpan test, TestOutcome outcome)
    {
        if (_outline.Find(test, "expect") is not { } expect)
        {
            Insert(test, "expect", indent => NewExpectation(outcome, indent));
            return;
        }

        if (!outcome.Output.All(pair => pair.IsMatch))
        {
            ChangeList(
                expect.Value, "output", outcome.Output, (pair, old, indent) => OutputText(outcome, pair, old, indent));
        }

        if (!outcome.DeadLetters.All(pair => pair.IsMatch))
        {
            ChangeList(
                expect.Value,
                "dlq",
                outcome.DeadLetters,
                (pair, old, indent) => LetterText(outcome, pair, old, indent));
        }

        if (!ValueComparison.AreNone(outcome.Statistics))
        {
            ChangeStatistics(_outline.Find(expect.Value, "stats")!.Value, outcome);
        }
    }

    private string NewExpectation(TestOutcome outcome, string indent)
    {
        var inner = indent + _style.IndentUnit;
        var within = inner + _style.IndentUnit;
        List<(string, string)> members =
            [("output", NewList(outcome.Output, inner, pair => OutputText(outcome, pair, null, within)))];
        if (outcome.DeadLetters.Count > 0)
        {
            members.Add((
                "dlq", NewList(outcome.DeadLetters, inner, pair => LetterText(outcome, pair, null, within))));
        }

        return _style.Object(members, indent, indent.Length + "expect: ".Length);
    }

    private string NewList(IReadOnlyList<ListPair> pairs, string indent, Func<ListPair, string> render) =>
        _style.Array([.. pairs.Where(pair => pair.Found is not null).Select(render)], indent, indent.Length + 10);

    private void ChangeList(
        TextSpan expect, string name, IReadOnlyList<ListPair> pairs, Func<ListPair, TextSpan?, string, string> render)
    {
        if (_outline.Find(expect, name) is not { } member)
        {
            Insert(expect, name, indent => NewList(
                pairs, indent, pair => render(pair, null, indent + _style.IndentUnit)));
            return;
        }

        var items = _outline.Items(member.Value);
        if (pairs.Count == items.Count && pairs.All(pair => pair.Expected == pair.Found))
        {
            // The same documents with other values: the list keeps its layout and its comments.
            foreach (var pair in pairs.Where(pair => !pair.IsMatch))
            {
                var item = items[pair.Expected!.Value];
                _edits.Add(new TextEdit(item, render(pair, item, _outline.IndentAt(item.Start))));
            }

            return;
        }

        var lineIndent = _outline.IndentAt(member.NameStart);
        var texts = pairs.Where(pair => pair.Found is not null).OrderBy(pair => pair.Found).Select(pair =>
        {
            TextSpan? old = pair.Expected is { } index ? items[index] : null;
            return pair.IsMatch ? _outline[old!.Value] : render(pair, old, lineIndent + _style.IndentUnit);
        });
        _edits.Add(new TextEdit(
            member.Value, _style.Array([.. texts], lineIndent, _outline.ColumnOf(member.Value.Start))));
    }

    private string OutputText(TestOutcome outcome, ListPair pair, TextSpan? old, string indent)
    {
        var found = outcome.Run.Outputs[pair.Found!.Value];
        var all = outcome.Test.Expectation?.Output ?? [];
        var expected = pair.Expected is { } index ? all[index] : null;
        var showsMetadata = expected is not null && !expected.Body[_file.Processor.StreamMetaFieldName].IsMissing;
        var body = showsMetadata ? found.Sample : found.Body;
        var members = Merge(expected?.Body ?? BsonDocument.Empty, body, old, indent);
        var showsTarget = all.Any(item => !item.Target.IsMissing) || HasSeveralTargets(outcome.Run);
        if (showsTarget && found.Target is { } target)
        {
            members.Add((ExpectedOutput.TargetField, _style.Value(target, indent, indent.Length)));
        }

        if (all.Any(item => item.TimeMs is not null))
        {
            var time = TestTime.Show(found.TimeMs, outcome.Test.StartMs);
            members.Add((ExpectedOutput.TimeField, _style.Value(time, indent, indent.Length)));
        }

        return _style.Object(members, indent, indent.Length);
    }

    private string LetterText(TestOutcome outcome, ListPair pair, TextSpan? old, string indent)
    {
        var found = DeadLetterText.WithReason(outcome.Run.DeadLetters[pair.Found!.Value]);
        if (pair.Expected is not { } index)
        {
            return _style.Value(DeadLetterText.Shorten(found), indent, indent.Length);
        }

        if (old is { } span && !_outline[span].StartsWith('{'))
        {
            return _style.Value(found["reason"], indent, indent.Length);
        }

        var expected = outcome.Test.Expectation!.DeadLetters![index];
        var named = new BsonDocumentBuilder();
        foreach (var element in expected)
        {
            named.Add(element.Name, found[element.Name]);
        }

        return _style.Object(Merge(expected, named.ToDocument(), old, indent), indent, indent.Length);
    }

    // The found fields; those that were expected as they are keep their text, and with it their matchers.
    private List<(string Name, string Text)> Merge(
        BsonDocument expected, BsonDocument found, TextSpan? old, string indent)
    {
        List<(string, string)> members = [];
        foreach (var element in found)
        {
            var wanted = expected[element.Name];
            var isRight = !wanted.IsMissing
                && ValueComparison.AreNone(ValueComparison.Compare(wanted, element.Value));
            var text = isRight && old is { } span && _outline.Find(span, element.Name) is { } member
                ? _outline[member.Value]
                : _style.Value(element.Value, indent + _style.IndentUnit, indent.Length + element.Name.Length + 4);
            members.Add((element.Name, text));
        }

        return members;
    }

    private void ChangeStatistics(TextSpan stats, TestOutcome outcome)
    {
        var found = StatisticsDocument.Create(_file.Processor.Name, outcome.Run.Statistics);
        foreach (var member in _outline.Members(stats))
        {
            var value = found[member.Name];
            var wanted = outcome.Test.Expectation!.Statistics!.Value[member.Name];
            if (!value.IsMissing
                && !ValueComparison.AreNone(ValueComparison.Compare(wanted, value, isSubset: true)))
            {
                var indent = _outline.IndentAt(member.NameStart);
                _edits.Add(new TextEdit(
                    member.Value, _style.Value(value, indent, _outline.ColumnOf(member.Value.Start))));
            }
        }
    }

    // Behind the last member, in a line of its own when the others are.
    private void Insert(TextSpan target, string name, Func<string, string> render)
    {
        var last = _outline.Members(target)[^1];
        var indent = _outline.IndentAt(last.NameStart);
        var isOwnLine = _outline.ColumnOf(last.NameStart) == indent.Length;
        var separator = isOwnLine ? $",\n{indent}" : ", ";
        var end = new TextSpan(last.Value.End, last.Value.End);
        _edits.Add(new TextEdit(end, $"{separator}{_style.Name(name)}: {render(indent)}"));
    }

    private static bool HasSeveralTargets(PipelineSimulation run)
    {
        for (var i = 1; i < run.Outputs.Count; i++)
        {
            if (run.Outputs[i].Target is { } target && run.Outputs[0].Target is { } first
                && !ValueComparison.AreNone(ValueComparison.Compare(first["topic"], target["topic"])))
            {
                return true;
            }
        }

        return false;
    }
}
