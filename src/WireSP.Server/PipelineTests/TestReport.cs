namespace WireSP.Server.PipelineTests;

/// <summary>Tells what comes of the tests, as they end, and counts them.</summary>
/// <param name="output">Where it is told.</param>
/// <param name="hasColours">Whether the reader is a terminal.</param>
internal sealed class TestReport(TextWriter output, bool hasColours)
{
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";

    /// <summary>Tests that passed.</summary>
    public int Passed { get; private set; }

    /// <summary>Tests that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Begins a file.</summary>
    public void Begin(string path) => output.WriteLine(path);

    /// <summary>Tells of one test.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="isUpdated">Whether its expectations have just been written.</param>
    public void Add(TestOutcome outcome, bool isUpdated)
    {
        if (outcome.IsPassed)
        {
            Passed++;
            output.WriteLine($"  {(isUpdated ? Colour(Yellow, "new ") : Colour(Green, "ok  "))}  {outcome.Test.Name}");
            return;
        }

        Failed++;
        output.WriteLine($"  {Colour(Red, "FAIL")}  {outcome.Test.Name}");
        foreach (var line in OutcomeText.Explain(outcome))
        {
            var colour = line.Mark switch { '-' => Red, '+' => Green, '~' => Yellow, _ => "" };
            output.WriteLine($"        {Colour(colour, line.ToString())}");
        }
    }

    /// <summary>The last line.</summary>
    /// <param name="unusable">How many files could not be used.</param>
    public void End(int unusable) => output.WriteLine(
        $"{Passed} passed, {Failed} failed" + (unusable == 0 ? "" : $", {unusable} unusable"));

    private string Colour(string code, string text) =>
        hasColours && code.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
