namespace WireSP.Streaming.Checkpoints;

/// <summary>The store did not take or give something, for example because the disk is full; may pass.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">The cause.</param>
public sealed class CheckpointStoreException(string message, Exception? innerException = null)
    : Exception(message, innerException);
