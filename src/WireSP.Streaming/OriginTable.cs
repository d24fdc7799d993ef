using System.Runtime.CompilerServices;

namespace WireSP.Streaming;

/// <summary>
/// Origins of the documents of a batch, by number, so that a document on its way carries a number and not all of its
/// origin. Filled by one thread; reused with its batch.
/// </summary>
public sealed class OriginTable
{
    private DocumentOrigin[] _rows = new DocumentOrigin[1];

    /// <summary>Origins added; fewer than documents where several have the same.</summary>
    public int Count { get; private set; }

    /// <summary>An origin by its number.</summary>
    public ref readonly DocumentOrigin this[int number] => ref _rows[number];

    /// <summary>Adds an origin, unless it is the last one again.</summary>
    /// <returns>Its number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(in DocumentOrigin origin) =>
        Count > 0 && IsSame(_rows[Count - 1], origin) ? Count - 1 : Append(origin);

    /// <summary>Forgets all origins but the first.</summary>
    /// <param name="count">How many are kept.</param>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    /// <summary>Forgets the origins and keeps the memory, unless it is for more than so many.</summary>
    public void Clear(int keptRowsMax = int.MaxValue)
    {
        Count = 0;
        if (_rows.Length > keptRowsMax)
        {
            _rows = new DocumentOrigin[1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSame(in DocumentOrigin left, in DocumentOrigin right) =>
        left.Position == right.Position
        && left.IngestTimeMs == right.IngestTimeMs
        && left.Partition == right.Partition
        && ReferenceEquals(left.Describer, right.Describer)
        && left.Details.Offset == right.Details.Offset
        && ReferenceEquals(left.Details.Buffer, right.Details.Buffer);

    private int Append(in DocumentOrigin origin)
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, _rows.Length * 2);
        }

        _rows[Count] = origin;
        return Count++;
    }
}
