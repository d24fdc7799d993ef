using System.Runtime.InteropServices;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Code that locates documents of one shape: what <see cref="FieldShape"/> looks up for each segment is written into
/// it. Made for shapes that many documents have had.
/// </summary>
internal sealed class ShapeCode
{
    private const int Start = 5;
    private const int Stride = 6;
    private const int Constants = 7;

    // Expected bytes and mask of each comparison, in order.
    private readonly byte[] _constants;
    private readonly Locator _locator;

    private ShapeCode(byte[] constants, Locator locator)
    {
        _constants = constants;
        _locator = locator;
    }

    private delegate int Locator(
        ref byte bytes,
        int byteCount,
        ref DocumentSlice document,
        int count,
        ref DocumentSlice ahead,
        ref int start,
        int stride,
        ref byte constants);

    /// <summary>Writes the code.</summary>
    /// <param name="segments">The shape's segments.</param>
    /// <param name="checks">The comparisons of all segments.</param>
    /// <param name="lines">Which cache lines of documents are fetched, as <see cref="RunFetch.Lines"/>.</param>
    /// <returns>The code; null where it would be too long.</returns>
    public static ShapeCode? TryWrite(ShapeSegment[] segments, ShapeCheck[] checks, uint lines) =>
        !SegmentCode.CanWrite(checks) ? null : new ShapeCode(
            SegmentCode.ConstantsOf(checks),
            RunCode.Of(
                nameof(Locate) + SegmentCode.KeyOf(segments, checks, lines),
                () => WriteLoop(segments, checks, lines)));

    /// <summary>Locates documents as long as they have the shape and are not near the buffer's end.</summary>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are.</param>
    /// <param name="ahead">What is fetched meanwhile: <see cref="RunFetch.ByCode"/>.</param>
    /// <param name="start">The first of the numbers of the first document.</param>
    /// <param name="stride">How many numbers each has.</param>
    /// <returns>How many there are.</returns>
    public int Locate(
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        ref DocumentSlice ahead,
        ref int start,
        int stride) => _locator(
        ref MemoryMarshal.GetArrayDataReference(buffer),
        buffer.Length,
        ref MemoryMarshal.GetReference(documents),
        documents.Length,
        ref ahead,
        ref start,
        stride,
        ref MemoryMarshal.GetArrayDataReference(_constants));

    private static Locator WriteLoop(ShapeSegment[] segments, ShapeCheck[] checks, uint lines)
    {
        var code = new RunCodeWriter(nameof(Locate), typeof(Locator));
        var document = new SegmentCode(code, Constants, lines);
        code.ForEach(SegmentCode.Count, () =>
        {
            document.Write(segments, checks, number => code
                .Argument(Start).Constant(number * sizeof(int)).Add().Local(document.Position).StoreInt32());
            code.Advance(SegmentCode.Document, 2 * sizeof(int));
            code.AdvanceRow(Start, Stride);
        });
        return code.Complete<Locator>();
    }
}
