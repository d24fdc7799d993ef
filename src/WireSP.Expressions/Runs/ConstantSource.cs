using System.Globalization;
using System.Reflection.Emit;
using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>One value for every document, of any type.</summary>
internal sealed class ConstantSource(BsonValue value) : RunSource(value.Type)
{
    public override bool FillsAll => true;

    public override bool IsLoose => value.Buffer is not null;

    public override string? CodeKey =>
        Type == BsonType.String ? null : string.Create(CultureInfo.InvariantCulture, $"={value.Payload}");

    public override bool TryGetConstant(out BsonValue constant)
    {
        constant = value;
        return true;
    }

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var payload = Type == BsonType.String ? run.AddText(value.Bytes) : value.Payload;
        foreach (var row in rows)
        {
            payloads[row] = payload;
        }

        return All;
    }

    public override LocalBuilder WriteCode(RowCode row)
    {
        _ = row.Code.Constant(value.Payload);
        return row.Keep();
    }
}
