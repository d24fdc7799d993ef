using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Expressions;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>
/// Runs a command on collections off the receive path, which must not wait for a disk, and turns what the store and
/// the language refuse into the command's error.
/// </summary>
internal sealed class CollectionCommand(ICommandHandler inner) : ICommandHandler
{
    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await inner.HandleAsync(request, cancellationToken);
        }
        catch (CollectionException error)
        {
            throw new MongoCommandException((ErrorCode)error.Code, error.Message)
            {
                ErrorLabels = error.Labels,
                ExtraFields = error.Extra,
            };
        }
        catch (ExpressionSyntaxException error)
        {
            throw new MongoCommandException((ErrorCode)error.Code, error.Message);
        }
        catch (EvaluationException error)
        {
            throw new MongoCommandException((ErrorCode)error.Code, error.Message);
        }
    }
}
