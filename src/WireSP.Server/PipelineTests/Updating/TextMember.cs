namespace WireSP.Server.PipelineTests.Updating;

/// <summary>A member of an object as it stands in a text.</summary>
/// <param name="Name">The name without quotes.</param>
/// <param name="NameStart">Where the name begins.</param>
/// <param name="Value">Where the value stands.</param>
internal sealed record TextMember(string Name, int NameStart, TextSpan Value);
