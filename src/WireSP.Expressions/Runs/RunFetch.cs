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
        if (_documents.Length < documents.Length)
        {
            _documents = new DocumentSlice[documents.Length];
        }

        documents.CopyTo(_documents);
        _count = documents.Length;
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

    /// <summary>Fetches what is looked at soon: the documents behind one that is about to be located.</summary>
    /// <param name="left">How many documents there are from that one on.</param>
    public void Ahead(int left) => UpTo(Math.Min(_count - left + RunReader.DocumentsAhead, _count));

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
