namespace WireSP.Server.PipelineTests.Updating;

/// <summary>A part of a text that is replaced; an empty part is an insertion.</summary>
/// <param name="Span">What is replaced.</param>
/// <param name="Text">What stands there instead.</param>
internal readonly record struct TextEdit(TextSpan Span, string Text);
