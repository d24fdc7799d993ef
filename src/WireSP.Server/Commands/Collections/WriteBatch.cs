using WireSP.Bson;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>
/// The statements of a write command, run one by one in one transaction: in order up to the first that fails, or all
/// of them. Documents that a statement changed before it failed stay changed, as on a server.
/// </summary>
internal sealed class WriteBatch
{
    private readonly BsonArray _statements;
    private readonly bool _isOrdered;

    /// <summary>Reads the statements.</summary>
    /// <exception cref="MongoCommandException">There are none, too many, or no documents.</exception>
    public WriteBatch(CommandArguments arguments, string field)
    {
        _statements = arguments.RequiredArray(field);
        _isOrdered = arguments.Boolean("ordered") ?? true;
        var count = _statements.Count();
        if (count is 0 or > WireLimits.WriteBatchCountMax)
        {
            throw new MongoCommandException(
                (ErrorCode)16,
                $"Write batch sizes must be between 1 and {WireLimits.WriteBatchCountMax}. Got {count} operations.");
        }

        foreach (var statement in _statements)
        {
            if (statement.Type != BsonType.Document)
            {
                throw CommandErrors.WrongType(field, statement.Type, BsonType.Document);
            }
        }
    }

    /// <summary>Runs the statements.</summary>
    /// <returns>What went wrong with which of them.</returns>
    public WriteErrors Run(Action<BsonDocument, int> statement)
    {
        var errors = new WriteErrors();
        var index = 0;
        foreach (var value in _statements)
        {
            try
            {
                statement(value.AsDocument, index);
            }
            catch (Exception failure) when (WriteErrors.IsOwn(failure))
            {
                errors.Add(index, failure);
                if (_isOrdered)
                {
                    break;
                }
            }

            index++;
        }

        return errors;
    }
}
