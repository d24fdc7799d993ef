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
}
