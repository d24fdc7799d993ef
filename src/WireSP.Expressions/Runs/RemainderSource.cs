using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>The remainder of integers that are divided by a constant, with their sign.</summary>
internal sealed class RemainderSource : DerivedSource
{
    private readonly long _divisor;

    private RemainderSource(RunSource dividend, long divisor, BsonType type)
        : base(dividend, type) => _divisor = divisor;

    /// <summary>The remainder of two values; null where the divisor is none that can be told to fit.</summary>
    public static RemainderSource? Of(RunSource dividend, RunSource divisor) =>
        dividend.IsInteger && divisor.IsInteger && divisor.TryGetConstant(out var constant)
            && constant.Payload is not (0 or -1)
            ? new RemainderSource(dividend, constant.Payload, Numbers.Widest(dividend.Type, divisor.Type))
            : null;

    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        foreach (var row in rows)
        {
            payloads[row] %= _divisor;
        }

        return All;
    }
}
