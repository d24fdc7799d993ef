using WireSP.Bson;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Runs;

/// <summary>Whether a field's values pass a test of a query: 1 or 0.</summary>
internal sealed class ValueTestSource(RunSource field, ValueTest test) : DerivedSource(field, BsonType.Boolean)
{
    public override int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var isText = From.Type == BsonType.String;
        foreach (var row in rows)
        {
            var payload = payloads[row];
            var value = isText
                ? BsonValue.FromStringUtf8(run.Buffer, (int)(payload >> 32), RunText.LengthOf(payload))
                : BsonValue.FromPayload(From.Type, payload);
            payloads[row] = test.Matches(value, run.Context!) ? 1 : 0;
        }

        return All;
    }
}
