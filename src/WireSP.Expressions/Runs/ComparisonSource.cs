using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Runs;

/// <summary>Whether of two integers what the operator says holds: 1 or 0.</summary>
internal sealed class ComparisonSource<TOperator>(RunSource left, RunSource right) : RunSource(BsonType.Boolean)
    where TOperator : struct, IBinaryOperator
{
    // Integers have no other orders than these numbers.
    private static readonly IntegerOrder OrderToConstant =
        new(TOperator.Holds(0, 1) ? 1 : 0, TOperator.Holds(0, 0) ? 1 : 0, TOperator.Holds(1, 0) ? 1 : 0);

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = left.Fill(run, rows, payloads);
        if (right.TryGetConstant(out var constant))
        {
            OrderToConstant.Replace(payloads, Before(rows, failed), constant.Payload);
            return failed;
        }

        Span<long> others = stackalloc long[RunReader.DocumentsMax];
        failed = Math.Min(failed, right.Fill(run, rows, others));
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = TOperator.Holds(payloads[row], others[row]) ? 1 : 0;
        }

        return failed;
    }
}
