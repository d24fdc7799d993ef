namespace WireSP.Streaming.Checkpoints;

/// <summary>A stored checkpoint cannot be read: it is damaged, or a newer release wrote it.</summary>
public sealed class CheckpointFormatException : Exception
{
    private CheckpointFormatException(string message, bool isNewer)
        : base(message) => IsNewer = isNewer;

    /// <summary>Whether it is whole, and of a version that this release does not know.</summary>
    public bool IsNewer { get; }

    /// <summary>The bytes are not what was written.</summary>
    public static CheckpointFormatException Damaged(string reason) => new(reason, isNewer: false);

    /// <summary>A newer release wrote it; it is left as it is.</summary>
    public static CheckpointFormatException Newer(int version) => new(
        $"it has format version {version} and this release reads up to version {CheckpointFormat.Version}",
        isNewer: true);
}
