namespace WireSP.Connectors.Kafka;

/// <summary>
/// A Kafka connection, read from its options: the client's settings, with nobody's secrets in its text.
/// </summary>
/// <param name="name">The connection's name.</param>
/// <param name="settings">Settings of the native client; may hold secrets.</param>
internal sealed class KafkaConnection(string name, IReadOnlyList<KeyValuePair<string, string>> settings)
{
    /// <summary>The connection's name.</summary>
    public string Name { get; } = name;

    /// <summary>Settings of the native client; may hold secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; } = settings;

    /// <summary>Where sources begin unless the stage says so; null when the connection does not say it.</summary>
    public string? OffsetReset { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
