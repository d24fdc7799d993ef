using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Asks a cluster questions that block, on the thread pool and in slices of <see cref="KafkaLimits.CallSliceMs"/>, so
/// that a stop never waits long. Gives up when the cluster refuses us or does not answer in time.
/// </summary>
internal sealed class KafkaInquiry(KafkaClient client, string connectionName, TimeProvider clock)
{
    /// <summary>Repeats a question until its answer will do.</summary>
    /// <exception cref="StreamProcessorException">The cluster does not answer; says why.</exception>
    public async Task<T> AskAsync<T>(Func<T> ask, Func<T, bool> isAnswer, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var callBegan = clock.GetTimestamp();
            var answer = await Task.Run(ask, cancellationToken).ConfigureAwait(false);
            if (isAnswer(answer))
            {
                return answer;
            }

            _ = client.ServeEvents();
            ThrowIfHopeless(clock.GetElapsedTime(began));

            // A question that was refused at once is not asked again at once.
            var rest = TimeSpan.FromMilliseconds(KafkaLimits.CallSliceMs) - clock.GetElapsedTime(callBegan);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until any broker answers.</summary>
    /// <exception cref="StreamProcessorException">None does; says why.</exception>
    public Task WaitForClusterAsync(CancellationToken cancellationToken) =>
        AskAsync(IsClusterThere, isThere => isThere, cancellationToken);

    private void ThrowIfHopeless(TimeSpan elapsed)
    {
        var isHopeless = client.LastError is KafkaError.Authentication or KafkaError.Ssl
            or KafkaError.SaslAuthenticationFailed;
        if (isHopeless
            || (client.LastError == KafkaError.AllBrokersDown && elapsed >= KafkaLimits.RefusedTimeout)
            || elapsed >= KafkaLimits.BrokerTimeout)
        {
            throw KafkaErrors.Connection(connectionName, client.LastReason ?? "the brokers do not answer in time");
        }
    }

    private unsafe bool IsClusterThere()
    {
        NativeMetadata* metadata;
        if (Librdkafka.Metadata(client.Handle, 0, 0, &metadata, KafkaLimits.CallSliceMs) != KafkaError.None)
        {
            return false;
        }

        Librdkafka.MetadataDestroy(metadata);
        return true;
    }
}
