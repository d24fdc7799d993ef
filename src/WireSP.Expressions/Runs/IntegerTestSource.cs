using WireSP.Bson;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Runs;

/// <summary>Whether integers, or dates, stand in one of some orders to a constant: 1 or 0.</summary>
internal sealed class IntegerTestSource(RunSource field, long constant, ComparisonTest.Orders accepted)
    : RunSource(BsonType.Boolean)
{
    private readonly long _whenLess = Bit(accepted, ComparisonTest.Orders.Less);
    private readonly long _whenEqual = Bit(accepted, ComparisonTest.Orders.Equal);
    private readonly long _whenGreater = Bit(accepted, ComparisonTest.Orders.Greater);

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = field.Fill(run, rows, payloads);
        foreach (var row in Before(rows, failed))
        {
            var value = payloads[row];
            payloads[row] = value < constant ? _whenLess : value > constant ? _whenGreater : _whenEqual;
        }

        return failed;
    }

    private static long Bit(ComparisonTest.Orders accepted, ComparisonTest.Orders order) =>
        (accepted & order) == 0 ? 0 : 1;
}
