using System.Numerics;
using System.Runtime.InteropServices;

namespace WireSP.Expressions.Runs;

/// <summary>What a comparison of integers with a constant gives for each order: 1 or 0.</summary>
/// <param name="Less">Where the value comes first.</param>
/// <param name="Equal">Where both are equal.</param>
/// <param name="Greater">Where the constant comes first.</param>
internal readonly record struct IntegerOrder(long Less, long Equal, long Greater)
{
    /// <summary>Replaces values by the result.</summary>
    /// <param name="values">The values, by row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="constant">What they are compared with.</param>
    public void Replace(Span<long> values, ReadOnlySpan<int> rows, long constant)
    {
        if (RunSource.AreNeighbours(rows))
        {
            ReplaceAll(values.Slice(rows[0], rows.Length), constant);
            return;
        }

        foreach (var row in rows)
        {
            values[row] = Of(values[row], constant);
        }
    }

    private void ReplaceAll(Span<long> values, long constant)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        var (than, less, equal, greater) =
            (new Vector<long>(constant), new Vector<long>(Less), new Vector<long>(Equal), new Vector<long>(Greater));
        for (var i = 0; i < vectors.Length; i++)
        {
            var value = vectors[i];
            vectors[i] = Vector.ConditionalSelect(
                Vector.LessThan(value, than),
                less,
                Vector.ConditionalSelect(Vector.GreaterThan(value, than), greater, equal));
        }

        for (var i = vectors.Length * Vector<long>.Count; i < values.Length; i++)
        {
            values[i] = Of(values[i], constant);
        }
    }

    private long Of(long value, long constant) => value < constant ? Less : value > constant ? Greater : Equal;
}
