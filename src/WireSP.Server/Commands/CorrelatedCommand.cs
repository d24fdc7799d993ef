using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// Runs a stream command off the receive path, which must not wait for a disk. When it fails, appends a correlation id
/// to the message and logs it, so that the line that belongs to what a user saw can be found.
/// </summary>
internal sealed class CorrelatedCommand(ICommandHandler inner, TimeProvider clock, ILogger logger) : ICommandHandler
{
    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await inner.HandleAsync(request, cancellationToken);
        }
        catch (MongoCommandException exception)
        {
            var id = ObjectId.New(clock);
            logger.LogInformation(
                "{Command} of connection {Connection} failed with {Code}: {Message}, correlationID = {CorrelationId}",
                request.Name,
                request.Client.ConnectionId,
                exception.Code,
                exception.Message,
                id);
            throw new MongoCommandException(exception.Code, $"{exception.Message}, correlationID = {id}")
            {
                ErrorDetails = exception.ErrorDetails,
                ErrorLabels = exception.ErrorLabels,
            };
        }
    }
}
