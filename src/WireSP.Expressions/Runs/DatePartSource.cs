using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>One part of a date on the calendar of a zone.</summary>
internal sealed class DatePartSource(RunSource date, Zone zone, Func<long, BsonValue> part, BsonType type)
    : DerivedSource(date, type)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        foreach (var row in rows)
        {
            var value = part(zone.ToLocal(payloads[row]));
            if (value.Type != Type)
            {
                return row;
            }

            payloads[row] = value.Payload;
        }

        return All;
    }
}
