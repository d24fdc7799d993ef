using WireSP.Bson;
using WireSP.Wire.Commands;
using WireSP.Wire.Compression;

namespace WireSP.Wire.Handshake;

/// <summary>Agrees on compressors: those of the client's list that this process has, in the client's order.</summary>
internal static class HelloCompression
{
    /// <summary>Writes <c>compression</c> when there is one in common, and remembers it for the connection.</summary>
    /// <exception cref="MongoCommandException">The offer is not an array.</exception>
    public static void Agree(BsonWriter writer, ClientContext client, BsonValue offer, Compressors compressors)
    {
        if (offer.Type != BsonType.Array)
        {
            throw CommandErrors.WrongType("hello.compression", offer.Type, BsonType.Array);
        }

        var agreed = CompressorIds.None;
        var count = 0;
        var array = 0;
        foreach (var name in offer.AsArray)
        {
            if (name.Type != BsonType.String || !compressors.TryFind(name.AsStringUtf8, out var compressor)
                || ((int)agreed & (1 << compressor.Id)) != 0)
            {
                continue;
            }

            array = count == 0 ? writer.BeginArray("compression"u8) : array;
            writer.WriteHeader(BsonType.String, count++);
            writer.WriteValueBytes(name);
            agreed |= (CompressorIds)(1 << compressor.Id);
        }

        if (count > 0)
        {
            writer.End(array);
        }

        client.Compressors = agreed;
    }
}
