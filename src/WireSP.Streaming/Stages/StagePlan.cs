using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Stages;

/// <summary>
/// A compiled stage. Shared and, once its pipeline is compiled, immutable; each task makes an operator of its own.
/// </summary>
internal abstract class StagePlan(string stageName)
{
    /// <summary>The stage's name with its dollar sign.</summary>
    public string StageName { get; } = stageName;

    /// <summary>The operator's name, for example <c>TumblingWindowOperator</c>.</summary>
    public string OperatorName { get; } = $"{char.ToUpperInvariant(stageName[1])}{stageName[2..]}Operator";

    /// <summary>The stage's index as written; stages may run in another order.</summary>
    public int StageIndex { get; set; }

    /// <summary>The run whose fields the stage reads; null when it reads none.</summary>
    public virtual CompileContext? Fields => null;

    /// <summary>Most requests that the stage has under way at a time.</summary>
    public virtual int Parallelism => 1;

    /// <summary>What an explanation of a window calls it.</summary>
    public virtual string Description => OperatorName;

    /// <summary>Makes the operator of one task.</summary>
    public abstract Operator Create(OperatorFactory factory);

    /// <summary>Appends what is worth knowing of the plan to an explanation.</summary>
    public virtual void Explain(BsonWriter writer)
    {
    }
}
