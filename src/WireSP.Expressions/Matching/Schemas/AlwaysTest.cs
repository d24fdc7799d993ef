using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>Passes everything: the empty schema.</summary>
internal sealed class AlwaysTest : ValueTest
{
    /// <summary>The one that is needed.</summary>
    public static readonly AlwaysTest Instance = new();

    public override bool Matches(in BsonValue value, EvaluationContext context) => true;
}
