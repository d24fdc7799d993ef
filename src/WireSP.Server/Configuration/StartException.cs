namespace WireSP.Server.Configuration;

/// <summary>
/// The server cannot start as it was asked to; the message is one line that says what is wrong and how to fix it.
/// </summary>
internal sealed class StartException(string message, Exception? innerException = null)
    : Exception(message, innerException);
