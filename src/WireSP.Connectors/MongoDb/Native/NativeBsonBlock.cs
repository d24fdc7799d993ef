using System.Diagnostics;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// Room for the documents of one call, aligned as the library wants it. Documents that go in are not copied: their
/// arrays stay pinned until the block is disposed; a reply is copied out once.
/// </summary>
internal sealed unsafe class NativeBsonBlock : IDisposable
{
    private readonly NativeBson* _documents;
    private readonly GCHandle[] _pins;
    private int _pinned;

    /// <summary>Takes room for so many documents.</summary>
    public NativeBsonBlock(int count)
    {
        _documents = (NativeBson*)NativeMemory.AlignedAlloc(
            (nuint)(count * NativeBson.SizeBytes), NativeBson.SizeBytes);
        _pins = new GCHandle[count];
    }

    /// <summary>A document that the library fills; the caller destroys it.</summary>
    public NativeBson* Slot(int index) => _documents + index;

    /// <summary>Lets the library read a document.</summary>
    public NativeBson* Set(int index, BsonDocument document)
    {
        var pin = GCHandle.Alloc(document.Buffer, GCHandleType.Pinned);
        _pins[_pinned++] = pin;
        var bytes = (byte*)pin.AddrOfPinnedObject() + document.Offset;
        return Libmongoc.BsonInitStatic(Slot(index), bytes, (nuint)document.Length)
            ? Slot(index)
            : throw new UnreachableException("a document begins with its own length");
    }

    /// <summary>Copies a document that the library filled.</summary>
    public static BsonDocument Copy(NativeBson* document)
    {
        var bytes = new ReadOnlySpan<byte>(Libmongoc.BsonBytes(document), (int)document->Length);
        return new BsonDocument(bytes.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = 0; i < _pinned; i++)
        {
            _pins[i].Free();
        }

        _pinned = 0;
        NativeMemory.AlignedFree(_documents);
    }
}
