using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>Receives what a task puts out while somebody samples it. Offering never blocks.</summary>
public interface ISampleTap
{
    /// <summary>Whether anybody samples now; documents are rendered only then.</summary>
    bool IsWanted { get; }

    /// <summary>Offers a rendered output or <c>{_dlqMessage: …}</c>; the tap copies what it keeps.</summary>
    void Offer(BsonDocument document);

    /// <summary>
    /// Waits between batches until more can be taken. Completed at once, unless whoever samples is the only sink.
    /// </summary>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
