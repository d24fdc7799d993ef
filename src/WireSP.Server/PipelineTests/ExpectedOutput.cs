using WireSP.Bson;

namespace WireSP.Server.PipelineTests;

/// <summary>One document that must reach the sink.</summary>
/// <param name="Body">The document.</param>
internal sealed record ExpectedOutput(BsonDocument Body)
{
    /// <summary>The field of an expected document that says where it is written.</summary>
    public const string TargetField = "$$to";

    /// <summary>The field of an expected document that says when it comes out.</summary>
    public const string TimeField = "$$at";

    /// <summary>Fields of its target; missing when the test does not look at them.</summary>
    public BsonValue Target { get; init; }

    /// <summary>When it comes out, milliseconds since 1970-01-01 UTC; null when the test does not look at it.</summary>
    public long? TimeMs { get; init; }
}
