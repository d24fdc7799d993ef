using System.Runtime.CompilerServices;

namespace WireSP.Streaming;

/// <summary>
/// The buffers that documents of one batch are in, each with the table of their origins: few, and by number. The last
/// one is nearly always the next one; others are looked for only among the latest, because finding one twice does no
/// harm.
/// </summary>
internal struct DocumentPlaces
{
    private const int LookedAt = 4;

    private Place[] _places = new Place[4];
    private Place _lastPlace;
    private int _last = -1;
    private int _count;

    /// <summary>Creates an empty list.</summary>
    public DocumentPlaces()
    {
    }

    /// <summary>The buffer of a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte[] BufferOf(int number) => _places[number].Buffer;

    /// <summary>The origin table of a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OriginTable? TableOf(int number) => _places[number].Table;

    /// <summary>The number of a place, which is added when it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NumberOf(byte[] buffer, OriginTable? table) =>
        ReferenceEquals(_lastPlace.Buffer, buffer) && ReferenceEquals(_lastPlace.Table, table) && _last >= 0
            ? _last
            : Find(new Place(buffer, table));

    /// <summary>Forgets the places.</summary>
    public void Clear()
    {
        Array.Clear(_places, 0, _count);
        _lastPlace = default;
        _last = -1;
        _count = 0;
    }

    /// <summary>Takes the places of others, with their numbers, in place of its own.</summary>
    public void CopyFrom(in DocumentPlaces others)
    {
        Clear();
        for (var i = 0; i < others._count; i++)
        {
            _ = Append(others._places[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(Place place)
    {
        for (var i = _count - 1; i >= Math.Max(0, _count - LookedAt); i--)
        {
            if (ReferenceEquals(_places[i].Buffer, place.Buffer) && ReferenceEquals(_places[i].Table, place.Table))
            {
                _lastPlace = place;
                return _last = i;
            }
        }

        return Append(place);
    }

    private int Append(Place place)
    {
        if (_count == _places.Length)
        {
            Array.Resize(ref _places, _count * 2);
        }

        _places[_count] = place;
        _lastPlace = place;
        return _last = _count++;
    }

    private readonly record struct Place(byte[] Buffer, OriginTable? Table);
}
