using WireSP.Expressions.Matching;

namespace WireSP.Streaming.Stages;

/// <summary>What <c>$validate</c> asks of documents.</summary>
/// <param name="Validator">What a valid document matches.</param>
/// <param name="Action">What becomes of one that does not.</param>
internal sealed record ValidationRule(Predicate Validator, ValidationAction Action);
