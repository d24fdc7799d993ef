namespace WireSP.Expressions.Runs;

/// <summary>
/// What is computed with variables. A document fails with its variables, even those that are not asked for, so their
/// values come first.
/// </summary>
internal sealed class LetSource(RunSource[] variables, RunSource body) : RunSource(body.Type)
{
    public override bool IsLoose => body.IsLoose;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = All;
        foreach (var variable in variables)
        {
            failed = Math.Min(failed, variable.Fill(run, rows, payloads));
        }

        return Math.Min(failed, body.Fill(run, Before(rows, failed), payloads));
    }
}
