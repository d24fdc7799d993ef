using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Tasks;

namespace WireSP.TestKit.Simulation;

/// <summary>Writes dead letters to the outside, where each is there for good when the call ends.</summary>
internal sealed class SimulatedDeadLetters(SimulatedAttempt attempt) : IDeadLetterWriter
{
    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask WriteAsync(IReadOnlyList<BsonDocument> deadLetters, CancellationToken cancellationToken)
    {
        try
        {
            _ = await attempt.World.CallAsync(
                SimulatedPlace.Target,
                $"{attempt} dead letters",
                () =>
                {
                    foreach (var deadLetter in deadLetters)
                    {
                        attempt.Outside.KeepDeadLetter(deadLetter);
                    }

                    return deadLetters.Count;
                },
                cancellationToken);
        }
        catch (IOException failure)
        {
            throw new StreamProcessorException(
                6, FailureDomain.External, RetryPolicy.WithBackoff, failure.Message, failure);
        }

        attempt.Taken(deadLetters.Count);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
