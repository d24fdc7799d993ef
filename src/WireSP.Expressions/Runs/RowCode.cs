using System.Reflection.Emit;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Writes the part of a loop over documents that locates one of them and computes values of it: nothing of what it
/// finds out leaves the processor's registers unless somebody wants it.
/// </summary>
internal sealed class RowCode
{
    private readonly FieldShape _shape;
    private readonly SegmentCode _segments;
    private readonly LocalBuilder[] _starts;

    /// <summary>Begins.</summary>
    /// <param name="code">The loop; see <see cref="SegmentCode"/> for its arguments.</param>
    /// <param name="shape">The shape that the documents have.</param>
    /// <param name="constants">The loop's argument that refers to the constants of the shape's comparisons.</param>
    /// <param name="lines">Which cache lines of documents are fetched, as <see cref="RunFetch.Lines"/>.</param>
    public RowCode(RunCodeWriter code, FieldShape shape, int constants, uint lines)
    {
        Code = code;
        _shape = shape;
        _segments = new SegmentCode(code, constants, lines);
        _starts = new LocalBuilder[shape.ToldCount];
        for (var i = 0; i < _starts.Length; i++)
        {
            _starts[i] = code.Declare<int>();
        }
    }

    /// <summary>The loop.</summary>
    public RunCodeWriter Code { get; }

    /// <summary>Whether there is code for all sources of documents of a shape.</summary>
    public static bool CanWrite(FieldShape shape, RunSource[] sources) =>
        SegmentCode.CanWrite(shape.Checks) && Array.TrueForAll(sources, source => source.CodeKey is not null);

    /// <summary>All that the code of sources depends on.</summary>
    public static string KeyOf(FieldShape shape, RunSource[] sources, uint lines) =>
        SegmentCode.KeyOf(shape.Segments, shape.Checks, lines)
            + ": " + string.Join(' ', Array.ConvertAll(sources, source => source.CodeKey));

    /// <summary>Writes the code of one document.</summary>
    /// <param name="sources">What is computed.</param>
    /// <returns>The variables that the values' bits are in.</returns>
    public LocalBuilder[] Write(RunSource[] sources)
    {
        _segments.Write(
            _shape.Segments,
            _shape.Checks,
            number => Code.Local(_segments.Position).Store(_starts[number]));
        return Array.ConvertAll(sources, source => source.WriteCode(this));
    }

    /// <summary>Pushes where a point is in the document.</summary>
    public RunCodeWriter Position(ShapePoint point) => Code.Local(_starts[point.Segment]).Constant(point.Offset).Add();

    /// <summary>Pushes a reference to the byte at a point of the document.</summary>
    public RunCodeWriter ByteAt(ShapePoint point) => Code.ByteAt(_starts[point.Segment], point.Offset);

    /// <summary>Pops a value's bits into a variable of its own.</summary>
    public LocalBuilder Keep()
    {
        var value = Code.Declare<long>();
        Code.Store(value);
        return value;
    }
}
