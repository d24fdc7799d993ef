using Microsoft.Extensions.Logging;
using WireSP.Streaming;

namespace WireSP.Server.Workspace;

/// <summary>Writes to the log how many documents a processor's <c>$validate</c> discarded, once a batch.</summary>
internal sealed class LoggedDiscards(ILogger logger, string processorName) : IDiscardLog
{
    /// <inheritdoc/>
    public void Discarded(long count) =>
        logger.LogInformation(
            "Stream processor {Name} discarded {Count} documents found to be invalid in $validate",
            processorName,
            count);
}
