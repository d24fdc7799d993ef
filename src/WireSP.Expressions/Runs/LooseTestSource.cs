using WireSP.Bson;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Runs;

/// <summary>Whether texts, or what there is where there is none, pass a test of a query: 1 or 0.</summary>
internal sealed class LooseTestSource : RunSource
{
    private readonly RunSource _field;
    private readonly RunSource _test;
    private readonly long _whenNull;
    private readonly long _whenMissing;

    private LooseTestSource(RunSource field, RunSource test, bool whenNull, bool whenMissing)
        : base(BsonType.Boolean)
    {
        _field = field;
        _test = test;
        _whenNull = whenNull ? 1 : 0;
        _whenMissing = whenMissing ? 1 : 0;
    }

    /// <summary>What a test is for texts beside the buffer; null where it looks into them by itself.</summary>
    public static RunSource? Of(RunSource field, ValueTest test) =>
        field.Type == BsonType.String && test.SourceFor(field) is ConstantSource or TextEqualitySource
            ? new LooseTestSource(
                field, test.SourceFor(field), test.Matches(BsonValue.Null, null!), test.Matches(default, null!))
            : null;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        Span<long> texts = stackalloc long[RunReader.DocumentsMax];
        var failed = _field.Fill(run, rows, texts);
        failed = Math.Min(failed, _test.Fill(run, Before(rows, failed), payloads));
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = RunText.LengthOf(texts[row]) >= 0 ? payloads[row]
                : texts[row] == RunText.Null ? _whenNull : _whenMissing;
        }

        return failed;
    }
}
