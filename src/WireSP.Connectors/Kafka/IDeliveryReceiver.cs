namespace WireSP.Connectors.Kafka;

/// <summary>Takes the fate of produced records; called on the thread that serves the client's events.</summary>
internal interface IDeliveryReceiver
{
    /// <summary>A record was acknowledged or given up.</summary>
    /// <param name="number">The number that the record was produced with.</param>
    /// <param name="error">Zero, or what went wrong; see <see cref="Native.KafkaError"/>.</param>
    void Delivered(long number, int error);
}
