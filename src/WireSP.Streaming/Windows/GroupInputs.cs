using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <summary>
/// What a <c>$group</c> has to know of documents to take many of them at once, each expression once.
/// </summary>
internal sealed class GroupInputs
{
    private IReadOnlyList<RunInput> _items = [];

    private GroupInputs(Expression id, AccumulatorColumns[] columns)
    {
        Key = id.IsConstant ? -1 : IndexOf(new RunInput(id, RunInputKind.Key));
        Columns = Array.ConvertAll(columns, column => column.RunInput is { } input ? IndexOf(input) : -1);
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<RunInput> Items => _items;

    /// <summary>The key's input; -1 when it is the same for every document.</summary>
    public int Key { get; }

    /// <summary>The input of each accumulator; -1 for those that need none.</summary>
    public int[] Columns { get; }

    /// <summary>The inputs of a stage; null when it has to take documents one by one.</summary>
    public static GroupInputs? Of(Expression id, AccumulatorPlan[] accumulators)
    {
        var columns = Array.ConvertAll(accumulators, static accumulator => accumulator.CreateColumns());
        return Array.TrueForAll(columns, static column => column.TakesRuns) ? new GroupInputs(id, columns) : null;
    }

    private int IndexOf(RunInput input)
    {
        (_items, var index) = input.Among(_items);
        return index;
    }
}
