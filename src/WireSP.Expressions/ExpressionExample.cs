namespace WireSP.Expressions;

/// <summary>An expression and what it gives, as Extended JSON; shown in the reference and executed by a test.</summary>
internal sealed record ExpressionExample(string Expression, string Result, string Document = "{}");
