using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;

namespace WireSP.Streaming.Windows;

/// <summary>A compiled <c>$group</c>: the key's expression and the named accumulators. Stateless and shared.</summary>
/// <param name="Id">The key.</param>
/// <param name="Names">Names of the accumulated fields, UTF-8.</param>
/// <param name="Accumulators">The accumulators, in the order of the names.</param>
internal sealed record GroupPlan(Expression Id, byte[][] Names, AccumulatorPlan[] Accumulators)
{
    /// <summary>
    /// What there is to know of documents that are taken many at once; null when they are taken singly.
    /// </summary>
    public GroupInputs? Inputs { get; } = GroupInputs.Of(Id, Accumulators);

    /// <summary>The key as documents are grouped by it: the language puts those without it under null.</summary>
    public static BsonValue KeyOrNull(in BsonValue key) => key.IsMissing ? BsonValue.Null : key;

    /// <summary>Which of the results has a name.</summary>
    /// <param name="name">The name, UTF-8.</param>
    /// <param name="index">The accumulator's number; -1 for the key.</param>
    public bool TryFind(byte[] name, out int index)
    {
        index = Array.FindIndex(Names, other => other.AsSpan().SequenceEqual(name));
        return index >= 0 || name.AsSpan().SequenceEqual("_id"u8);
    }

    /// <summary>The key that all documents have; missing when it depends on them.</summary>
    public BsonValue ConstantKey(EvaluationContext context) =>
        Id.IsConstant ? KeyOrNull(Id.Evaluate(context)).Copy() : BsonValue.Missing;
}
