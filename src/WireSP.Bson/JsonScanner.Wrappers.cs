using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <content>Hands documents that may be Extended JSON forms to <see cref="ExtendedJsonWrapper"/>.</content>
internal ref partial struct JsonScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool LooksWrapped(int start) => ExtendedJsonWrapper.IsPossible(_buffer.AsSpan(start, 6));

    private bool TryUnwrap(int typeAt, int start)
    {
        _output.MoveTo(_written);
        var error = ExtendedJsonWrapper.Replace(_output, typeAt, start);
        if (error is not null)
        {
            return Fail(error);
        }

        _written = _output.Position;
        _buffer = _output.Buffer;
        return true;
    }

    private bool TryRefuseWrappedRoot(int start)
    {
        var document = BsonDocument.FromTrusted(_buffer, start, _written - start);
        return !ExtendedJsonWrapper.IsMeant(document) || Fail("expected a document, found a value of another type");
    }
}
