namespace WireSP.Expressions.Accumulators;

/// <summary>
/// An accumulator's argument, the documents of one group and the result, as Extended JSON; shown in the reference and
/// executed by a test.
/// </summary>
internal sealed record AccumulatorExample(string Argument, string Documents, string Result);
