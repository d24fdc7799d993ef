using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Checks of the statements inside write commands; a malformed one fails the whole command.</summary>
internal static class StatementFieldRules
{
    /// <summary>Refuses fields that a statement does not take.</summary>
    /// <exception cref="MongoCommandException">There is one.</exception>
    public static void Check(string path, BsonDocument statement, string[] known)
    {
        foreach (var element in statement)
        {
            var name = element.Name;
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw new MongoCommandException(
                    ErrorCode.IDLUnknownField,
                    $"BSON field '{path}.{name}' is an unknown field.{NearestName.Hint(name, known)}");
            }
        }
    }

    /// <summary>A flag: a boolean, or a number that is not zero; false when it is not there.</summary>
    /// <exception cref="MongoCommandException">It is neither.</exception>
    public static bool Flag(BsonDocument fields, string name) => fields[name] switch
    {
        { IsNullish: true } => false,
        { Type: BsonType.Boolean } value => value.AsBoolean,
        { IsNumber: true } value => BsonValueComparer.Compare(value, 0) != 0,
        var value => throw CommandErrors.WrongType(name, value.Type, BsonType.Boolean),
    };

    /// <summary>Whether a delete is of one document: 1; 0 is all.</summary>
    /// <exception cref="MongoCommandException">It says neither.</exception>
    public static bool IsOne(BsonValue limit)
    {
        if (limit.IsMissing)
        {
            throw CommandErrors.MissingField("delete.deletes", "limit");
        }

        if (limit.IsNumber && BsonValueComparer.Compare(limit, 1) == 0)
        {
            return true;
        }

        return limit.IsNumber && BsonValueComparer.Compare(limit, 0) == 0
            ? false
            : throw new MongoCommandException(
                ErrorCode.FailedToParse, "The limit field in delete objects must be 0 or 1.");
    }
}
