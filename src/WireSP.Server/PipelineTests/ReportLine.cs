namespace WireSP.Server.PipelineTests;

/// <summary>One line about a test that failed.</summary>
/// <param name="Mark"><c>-</c> for what was expected, <c>+</c> for what was found, blank for what stands around
/// it.</param>
/// <param name="Text">The line.</param>
internal readonly record struct ReportLine(char Mark, string Text)
{
    /// <summary>The line without colours.</summary>
    public override string ToString() => Mark == ' ' ? Text : $"  {Mark} {Text}";
}
