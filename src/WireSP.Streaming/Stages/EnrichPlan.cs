using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled stage that asks the outside for what it adds to documents.</summary>
/// <param name="stageName">The stage's name with its dollar sign.</param>
/// <param name="enrichers">Makes what asks the outside.</param>
/// <param name="variables">What is evaluated for each document beforehand.</param>
/// <param name="fields">What that reads.</param>
/// <param name="target">Where the answer is put.</param>
internal sealed class EnrichPlan(
    string stageName,
    IEnricherFactory enrichers,
    IReadOnlyList<Expression> variables,
    CompileContext fields,
    EnrichTarget target)
    : StagePlan(stageName)
{
    /// <inheritdoc/>
    public override CompileContext Fields => fields;

    /// <inheritdoc/>
    public override int Parallelism => enrichers.Parallelism;

    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) => new EnrichOperator(
        OperatorName,
        factory.Output,
        enrichers,
        new EnrichVariables(variables, factory.ScopeOf(fields)),
        target.Create(factory));

    /// <inheritdoc/>
    public override void Explain(BsonWriter writer) => enrichers.Explain(writer);
}
