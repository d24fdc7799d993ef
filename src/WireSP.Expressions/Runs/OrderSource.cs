using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether integers stand in one of some orders to a constant: 1 or 0.</summary>
internal sealed class OrderSource(RunSource value, IntegerOrder order, long constant)
    : DerivedSource(value, BsonType.Boolean)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        order.Replace(payloads, rows, constant);
        return All;
    }
}
