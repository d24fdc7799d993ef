using WireSP.Bson;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Documents whose records a broker has refused inside a transaction, which it spoils: the next attempt sends them to
/// the dead letters instead. Kept over the attempts of one run.
/// </summary>
internal sealed class KafkaRefusedRecords
{
    private const int CountMax = 10_000;

    private readonly Dictionary<ulong, string> _reasons = [];
    private readonly Lock _gate = new();
    private volatile bool _hasAny;

    /// <summary>Remembers a document.</summary>
    public void Add(BsonDocument document, string reason)
    {
        lock (_gate)
        {
            if (_reasons.Count < CountMax)
            {
                _reasons[Code(document)] = reason;
            }

            _hasAny = true;
        }
    }

    /// <summary>Why a document was refused; null when it was not.</summary>
    public string? FindReason(BsonDocument document)
    {
        if (!_hasAny)
        {
            return null;
        }

        lock (_gate)
        {
            return _reasons.GetValueOrDefault(Code(document));
        }
    }

    private static ulong Code(BsonDocument document) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(
            System.Security.Cryptography.SHA256.HashData(document.Span));
}
