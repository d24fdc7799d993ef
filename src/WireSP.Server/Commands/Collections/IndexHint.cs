using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>
/// A hint of the client which index to use. Reading is planned without it, but it must name what is there.
/// </summary>
internal static class IndexHint
{
    /// <summary>Checks a hint.</summary>
    /// <returns>Whether it asks for the order of insertion.</returns>
    /// <exception cref="MongoCommandException">There is no such index.</exception>
    public static bool IsNatural(BsonValue hint, LocalCollection? collection)
    {
        if (hint.IsNullish || (hint.Type == BsonType.Document && hint.AsDocument.IsEmpty))
        {
            return false;
        }

        if (hint.Type is not (BsonType.String or BsonType.Document))
        {
            throw CommandErrors.WrongType("hint", hint.Type, BsonType.Document);
        }

        if (hint.Type == BsonType.Document && !hint.AsDocument["$natural"].IsMissing)
        {
            return true;
        }

        return collection is null || collection.Indexes.Any(index => IsMeant(hint, index))
            ? false
            : throw new MongoCommandException(
                ErrorCode.BadValue,
                "error processing query: planner returned error: hint provided does not correspond to an existing "
                + "index");
    }

    private static bool IsMeant(BsonValue hint, LocalIndex index) => hint.Type == BsonType.String
        ? string.Equals(hint.AsString, index.Name, StringComparison.Ordinal)
        : BsonValueComparer.Compare(hint.AsDocument, index.KeyPattern) == 0;
}
