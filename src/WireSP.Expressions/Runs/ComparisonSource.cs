using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Runs;

/// <summary>Whether of two integers what the operator says holds: 1 or 0.</summary>
internal sealed class ComparisonSource<TOperator> : RunSource
    where TOperator : struct, IBinaryOperator
{
    // Integers have no other orders than these numbers.
    private static readonly IntegerOrder OrderToConstant =
        new(TOperator.Holds(0, 1) ? 1 : 0, TOperator.Holds(0, 0) ? 1 : 0, TOperator.Holds(1, 0) ? 1 : 0);

    private readonly RunSource _left;
    private readonly RunSource _right;

    private ComparisonSource(RunSource left, RunSource right)
        : base(BsonType.Boolean)
    {
        _left = left;
        _right = right;
    }

    /// <summary>The comparison of two integers.</summary>
    public static RunSource Of(RunSource left, RunSource right) => right.TryGetConstant(out var constant)
        ? new OrderSource(left, OrderToConstant, constant.Payload)
        : new ComparisonSource<TOperator>(left, right);

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = _left.Fill(run, rows, payloads);
        Span<long> others = stackalloc long[RunReader.DocumentsMax];
        failed = Math.Min(failed, _right.Fill(run, rows, others));
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = TOperator.Holds(payloads[row], others[row]) ? 1 : 0;
        }

        return failed;
    }
}
