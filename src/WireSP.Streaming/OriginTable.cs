using System.Runtime.CompilerServices;

namespace WireSP.Streaming;

/// <summary>
/// Origins of the documents of a batch, by number, so that a document on its way carries a number and not all of its
/// origin. Origins that differ in their position alone, and by one, are kept as one. Filled by one thread; reused with
/// its batch.
/// </summary>
public sealed class OriginTable
{
    private Sequence[] _sequences = new Sequence[1];
    private int _sequenceCount;

    // Where an origin was found last: tried first and no more, so that any value does no harm.
    private int _found;

    /// <summary>Origins added; fewer than documents where several have the same.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all origins since the table was cleared are of one source partition.</summary>
    public bool IsOfOnePartition { get; private set; } = true;

    /// <summary>An origin by its number.</summary>
    public DocumentOrigin this[int number]
    {
        get
        {
            ref readonly var sequence = ref _sequences[IndexOf(number)];
            return sequence.First with { Position = sequence.First.Position + (number - sequence.Number) };
        }
    }

    /// <summary>The source partition of an origin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PartitionOf(int number) => _sequences[IndexOf(number)].First.Partition;

    /// <summary>Adds an origin, unless it is the last one again.</summary>
    /// <returns>Its number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(in DocumentOrigin origin)
    {
        if (_sequenceCount > 0)
        {
            ref readonly var last = ref _sequences[_sequenceCount - 1];
            var ahead = origin.Position - last.First.Position - (Count - last.Number);
            if (ahead is 0 or -1 && IsAlike(last.First, origin))
            {
                Count += (int)ahead + 1;
                return Count - 1;
            }
        }

        return Append(origin);
    }

    /// <summary>Adds origins whose positions follow each other.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many there are, at least one.</param>
    /// <returns>The number of the first; the others' follow.</returns>
    internal int AddSequence(in DocumentOrigin first, int count)
    {
        var number = Add(first);
        Count = number + count;
        return number;
    }

    /// <summary>Forgets all origins but the first.</summary>
    /// <param name="count">How many are kept.</param>
    public void Truncate(int count)
    {
        Count = Math.Min(Count, count);
        while (_sequenceCount > 0 && _sequences[_sequenceCount - 1].Number >= Count)
        {
            _sequenceCount--;
        }
    }

    /// <summary>Forgets the origins and keeps the memory, unless it is for more than so many sequences.</summary>
    public void Clear(int keptRowsMax = int.MaxValue)
    {
        Count = 0;
        IsOfOnePartition = true;
        _sequenceCount = 0;
        if (_sequences.Length > keptRowsMax)
        {
            _sequences = new Sequence[1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAlike(in DocumentOrigin left, in DocumentOrigin right) =>
        left.IngestTimeMs == right.IngestTimeMs
        && left.Partition == right.Partition
        && ReferenceEquals(left.Describer, right.Describer)
        && left.Details.Offset == right.Details.Offset
        && ReferenceEquals(left.Details.Buffer, right.Details.Buffer);

    private int Append(in DocumentOrigin origin)
    {
        if (_sequenceCount == _sequences.Length)
        {
            Array.Resize(ref _sequences, _sequences.Length * 2);
        }

        _sequences[_sequenceCount++] = new Sequence(origin, Count);
        IsOfOnePartition &= origin.Partition == _sequences[0].First.Partition;
        return Count++;
    }

    // Which sequence an origin is in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)Count);
        var found = _found;
        return found < _sequenceCount && _sequences[found].Number <= number && number < EndOf(found)
            ? found
            : Find(number);
    }

    private int Find(int number)
    {
        var low = 0;
        var high = _sequenceCount - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_sequences[middle].Number <= number)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _found = low;
    }

    private int EndOf(int sequence) =>
        sequence + 1 < _sequenceCount ? _sequences[sequence + 1].Number : Count;

    // The first of origins that follow each other, and its number.
    private readonly record struct Sequence(DocumentOrigin First, int Number);
}
