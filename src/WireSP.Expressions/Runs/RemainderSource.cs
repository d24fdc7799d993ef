using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>The remainder of integers that are divided by a constant, with their sign.</summary>
internal sealed class RemainderSource : RunSource
{
    private readonly RunSource _dividend;
    private readonly long _divisor;

    private RemainderSource(RunSource dividend, long divisor, BsonType type)
        : base(type)
    {
        _dividend = dividend;
        _divisor = divisor;
    }

    /// <summary>The remainder of two values; null where the divisor is none that can be told to fit.</summary>
    public static RemainderSource? Of(RunSource dividend, RunSource divisor) =>
        dividend.IsInteger && divisor.IsInteger && divisor.TryGetConstant(out var constant)
            && constant.Payload is not (0 or -1)
            ? new RemainderSource(dividend, constant.Payload, Numbers.Widest(dividend.Type, divisor.Type))
            : null;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = _dividend.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            payloads[row] %= _divisor;
        }

        return failed;
    }
}
