using WireSP.Bson;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Time;

namespace WireSP.Streaming.Operators;

/// <content>Documents and records that do not get as far as the first operator.</content>
internal sealed partial class OperatorChain
{
    /// <summary>Refuses a document of the source in which nobody can find a field, or which has no time.</summary>
    public bool Fails(in StreamDocument document, Exception failure)
    {
        if (failure is FutureEventException future)
        {
            RefuseFuture(document, future.TimeMs);
            return true;
        }

        if (!DocumentFailure.TryGetReason(failure, out var reason))
        {
            return false;
        }

        RefuseOne(BsonValue.FromDocument(document.Body), document.Origin, reason, DocumentFailure.DetailsOf(failure));
        return true;
    }

    private void RefuseFuture(in StreamDocument document, long timeMs)
    {
        FutureCount++;
        RefuseOne(
            BsonValue.FromDocument(document.Body),
            document.Origin,
            FutureEvent.Reason,
            FutureEvent.Details(timeMs, _futureFromMs - _aheadMaxMs));
    }

    private void RefuseUndecodable(SourceBatch input)
    {
        foreach (var record in input.Undecodable)
        {
            InputBytes += record.Raw.Length;
            RefuseOne(record.Raw, record.Origin, record.Reason, BsonDocument.Empty);
        }
    }

    private void RefuseOne(
        in BsonValue content, in DocumentOrigin origin, string reason, BsonDocument details)
    {
        RefusedCount++;
        RefusedBytes += content.Length;
        _output.DeadLetter(_pipeline.Source.OperatorName, content, origin, reason, details);
    }
}
