using WireSP.Bson;
using WireSP.Streaming.Sinks;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Takes documents that the sink could not write and renders them as dead letters. May be called from a sink's own
/// threads.
/// </summary>
internal sealed class SinkFailures(DeadLetterFormat format, string operatorName) : ISinkFailures
{
    private readonly Lock _gate = new();
    private List<BsonDocument> _deadLetters = [];
    private long _count;
    private long _bytes;

    /// <summary>Documents refused so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Bytes of the refused documents.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <inheritdoc/>
    public void DeadLetter(in StreamDocument document, string reason)
    {
        lock (_gate)
        {
            _count++;
            _bytes += document.Body.Length;
            _deadLetters.Add(format.Render(
                operatorName, BsonValue.FromDocument(document.Body), document.Origin, reason, BsonDocument.Empty));
        }
    }

    /// <summary>Takes the dead letters that came together since the last call.</summary>
    public IReadOnlyList<BsonDocument> Take()
    {
        lock (_gate)
        {
            if (_deadLetters.Count == 0)
            {
                return [];
            }

            var taken = _deadLetters;
            _deadLetters = [];
            return taken;
        }
    }
}
