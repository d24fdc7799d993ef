using System.Runtime.InteropServices;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Code that reads the columns of documents of one shape, each document located and read in one go. What is derived of
/// a column's values is computed afterwards, for all of them at once. Made for shapes that many documents have had.
/// </summary>
internal sealed class ReadCode
{
    private const int Constants = 5;
    private const int Value = 6;

    private static readonly int[] Rows = [.. Enumerable.Range(0, RunReader.DocumentsMax)];

    private readonly byte[] _constants;
    private readonly Filler _filler;

    // Of each column what has to be derived, in order.
    private readonly DerivedSource[][] _derived;

    private ReadCode(byte[] constants, Filler filler, DerivedSource[][] derived)
    {
        _constants = constants;
        _filler = filler;
        _derived = derived;
    }

    private delegate int Filler(
        ref byte bytes,
        int byteCount,
        ref DocumentSlice document,
        int count,
        ref DocumentSlice ahead,
        ref byte constants,
        ref long value);

    /// <summary>Writes the code.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="sources">What is read, one for each column.</param>
    /// <param name="lines">Which cache lines of documents are fetched, as <see cref="RunFetch.Lines"/>.</param>
    /// <returns>The code; null where there is none for one of the sources, or it would be too long.</returns>
    public static ReadCode? TryWrite(FieldShape shape, RunSource[] sources, uint lines)
    {
        var derived = new DerivedSource[sources.Length][];
        var read = new RunSource[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            List<DerivedSource> chain = [];
            for (read[i] = sources[i]; read[i].CodeKey is null && read[i] is DerivedSource one; read[i] = one.From)
            {
                chain.Insert(0, one);
            }

            derived[i] = [.. chain];
        }

        return !RowCode.CanWrite(shape, read) ? null : new ReadCode(
            SegmentCode.ConstantsOf(shape.Checks),
            RunCode.Of(nameof(Read) + RowCode.KeyOf(shape, read, lines), () => WriteLoop(shape, read, lines)),
            derived);
    }

    /// <summary>
    /// Reads documents as long as they have the shape, have all values and are not near the buffer's end.
    /// </summary>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are; no more than <see cref="RunReader.DocumentsMax"/>.</param>
    /// <param name="ahead">What is fetched meanwhile: <see cref="RunFetch.ByCode"/>.</param>
    /// <param name="values">Receives the columns, each with room for so many.</param>
    /// <returns>How many were read.</returns>
    public int Read(
        byte[] buffer, ReadOnlySpan<DocumentSlice> documents, ref DocumentSlice ahead, long[] values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(documents.Length, RunReader.DocumentsMax);
        return _filler(
            ref MemoryMarshal.GetArrayDataReference(buffer),
            buffer.Length,
            ref MemoryMarshal.GetReference(documents),
            documents.Length,
            ref ahead,
            ref MemoryMarshal.GetArrayDataReference(_constants),
            ref MemoryMarshal.GetArrayDataReference(values));
    }

    /// <summary>Derives what documents that have been read have in the columns instead of what was read.</summary>
    /// <param name="run">The documents, begun.</param>
    /// <param name="count">How many have been read.</param>
    /// <param name="values">The columns.</param>
    /// <returns>For how many of them that could be done.</returns>
    public int Derive(DocumentRun run, int count, long[] values)
    {
        for (var column = 0; column < _derived.Length; column++)
        {
            foreach (var source in _derived[column])
            {
                var payloads = values.AsSpan(column * RunReader.DocumentsMax, RunReader.DocumentsMax);
                count = Math.Min(count, source.Derive(run, Rows.AsSpan(0, count), payloads));
            }
        }

        return count;
    }

    private static Filler WriteLoop(FieldShape shape, RunSource[] sources, uint lines)
    {
        var code = new RunCodeWriter(nameof(Read), typeof(Filler));
        var row = new RowCode(code, shape, Constants, lines);
        code.ForEach(SegmentCode.Count, () =>
        {
            var values = row.Write(sources);
            for (var column = 0; column < values.Length; column++)
            {
                code.Argument(Value).Constant(column * RunReader.DocumentsMax * sizeof(long)).Add();
                code.Local(values[column]).StoreInt64();
            }

            code.Advance(SegmentCode.Document, 2 * sizeof(int));
            code.Advance(Value, sizeof(long));
        });
        return code.Complete<Filler>();
    }
}
