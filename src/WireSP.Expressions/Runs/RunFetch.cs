using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Has the processor fetch the documents of a run ahead of who looks at them: each once, and of those that are only
/// read no more than the cache lines in which the documents before were read.
/// </summary>
internal sealed class RunFetch
{
    /// <summary>The whole of a document, up to where the processor has noticed by itself what is read.</summary>
    public const uint AllLines = uint.MaxValue;

    private byte[] _buffer = [];
    private DocumentSlice[] _documents = [];
    private int _count;
    private int _next;

    // Documents that begin before have been fetched, if they are in the buffer at hand.
    private int _fetchedTo;
    private int _first;

    /// <summary>Cache lines of each document that are fetched, from its first one on as bits.</summary>
    public uint Lines { get; set; } = AllLines;

    /// <summary>Begins with documents that follow each other.</summary>
    /// <param name="buffer">The buffer that they are in.</param>
    /// <param name="documents">Where they are; some of them may have been fetched with those before.</param>
    public void Begin(byte[] buffer, ReadOnlySpan<DocumentSlice> documents)
    {
        if (_documents.Length < documents.Length + RunReader.DocumentsAhead)
        {
            _documents = new DocumentSlice[documents.Length + RunReader.DocumentsAhead];
        }

        documents.CopyTo(_documents);
        _count = documents.Length;

        // Code that fetches does not look how many there are.
        _documents.AsSpan(_count, RunReader.DocumentsAhead).Fill(_count > 0 ? documents[^1] : default);
        _next = 0;
        var first = _count > 0 ? documents[0].Offset : 0;

        // Documents in front of those before are another batch in the same memory.
        if (!ReferenceEquals(_buffer, buffer) || first < _first)
        {
            _buffer = buffer;
            _fetchedTo = 0;
        }

        _first = first;
        while (_next < _count && documents[_next].Offset < _fetchedTo)
        {
            _next++;
        }
    }

    /// <summary>Fetches some more documents, if there are any.</summary>
    public void Some(int documents) => UpTo(Math.Min(_next + documents, _count));

    /// <summary>
    /// Fetches what is looked at soon: the documents behind one that is about to be located. Code fetches by itself:
    /// <see cref="ByCode"/>.
    /// </summary>
    /// <param name="left">How many documents there are from that one on.</param>
    public void Ahead(int left) => UpTo(Math.Min(_count - left + RunReader.DocumentsAhead, _count));

    /// <summary>Tells code what it is to fetch while it works on documents: one for each of them.</summary>
    /// <param name="left">How many documents there are from the first of them on.</param>
    /// <param name="count">How many the code works on.</param>
    /// <returns>The first to be fetched; the others stand behind it.</returns>
    public ref DocumentSlice ByCode(int left, int count)
    {
        var first = _count - left + RunReader.DocumentsAhead;
        UpTo(Math.Min(first, _count));
        _next = Math.Max(_next, Math.Min(first + count, _count));
        _fetchedTo = _next > 0 ? _documents[_next - 1].Offset + 1 : _fetchedTo;
        return ref _documents[first];
    }

    private void UpTo(int end)
    {
        for (; _next < end; _next++)
        {
            var (offset, length) = _documents[_next];
            Prefetch.Document(_buffer, offset, length, Lines);
            _fetchedTo = offset + 1;
        }
    }
}
