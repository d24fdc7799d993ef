namespace WireSP.Bson;

/// <summary>A raw array: a document whose names are ignored. A slice of a buffer that somebody else owns.</summary>
public readonly struct BsonArray
{
    private readonly BsonDocument _document;

    internal BsonArray(BsonDocument document) => _document = document;

    /// <summary>The array without values.</summary>
    public static BsonArray Empty => new(BsonDocument.Empty);

    /// <summary>The array as the document that carries it, with its names.</summary>
    public BsonDocument AsDocument => _document;

    /// <summary>The array's bytes.</summary>
    public ReadOnlySpan<byte> Span => _document.Span;

    /// <summary>Whether there are no values.</summary>
    public bool IsEmpty => _document.IsEmpty;

    /// <summary>The value at an index, or a value of type <see cref="BsonType.Missing"/>; walks the array.</summary>
    public BsonValue this[int index]
    {
        get
        {
            foreach (var value in this)
            {
                if (index-- == 0)
                {
                    return value;
                }
            }

            return default;
        }
    }

    /// <summary>Number of values; walks the array.</summary>
    public int Count() => _document.CountElements();

    /// <summary>Walks the values in order.</summary>
    /// <exception cref="BsonFormatException">While walking, when the bytes are malformed.</exception>
    public Enumerator GetEnumerator() => new(_document.GetEnumerator());

    /// <summary>Forward-only walk over the values.</summary>
    public struct Enumerator
    {
        private BsonDocument.Enumerator _elements;

        internal Enumerator(BsonDocument.Enumerator elements) => _elements = elements;

        /// <summary>The value that the walk stands on.</summary>
        public readonly BsonValue Current => _elements.Current.Value;

        /// <summary>Steps to the next value.</summary>
        public bool MoveNext() => _elements.MoveNext();
    }
}
