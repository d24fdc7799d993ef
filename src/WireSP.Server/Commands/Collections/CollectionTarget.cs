using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Expressions;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>What commands on collections have in common in their arguments.</summary>
internal static class CollectionTarget
{
    /// <summary>The collection that a command names with its first field.</summary>
    /// <exception cref="MongoCommandException">It is no name.</exception>
    public static CollectionNamespace Of(CommandRequest request)
    {
        var argument = request.Argument;
        return argument.Type == BsonType.String
            ? new CollectionNamespace(request.Database, argument.AsString)
            : throw new MongoCommandException(
                ErrorCode.InvalidNamespace,
                $"collection name has invalid type {TypeNames.Of(argument.Type)}");
    }

    /// <summary>The collection that a command names, which must be there.</summary>
    /// <exception cref="MongoCommandException">It is not.</exception>
    public static LocalCollection Existing(CommandRequest request, ILocalCollections collections)
    {
        var name = Of(request);
        NamespaceRules.Check(name);
        return collections.Find(name)
            ?? throw new MongoCommandException(ErrorCode.NamespaceNotFound, $"ns does not exist: {name}");
    }

    /// <summary>Refuses a collation, but for the one that compares bytes as we do.</summary>
    /// <exception cref="MongoCommandException">Another is asked for.</exception>
    public static void CheckCollation(BsonDocument fields)
    {
        if (fields["collation"] is { Type: BsonType.Document } collation && !collation.AsDocument.IsEmpty
            && collation.AsDocument["locale"] is not { Type: BsonType.String, Length: 6 })
        {
            throw Refused("collation", "strings are compared byte by byte");
        }
    }

    /// <summary>Refuses fields that are not here, unless they ask for nothing.</summary>
    /// <exception cref="MongoCommandException">One is there.</exception>
    public static void Refuse(BsonDocument fields, string reason, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var value = fields[name];
            var asksNothing = value.IsNullish || value is { Type: BsonType.Boolean, AsBoolean: false }
                || (value.Type == BsonType.Document && value.AsDocument.IsEmpty);
            if (!asksNothing)
            {
                throw Refused(name, reason);
            }
        }
    }

    /// <summary>
    /// Checks what is asked of a write's durability: one member has it on disk, and that is all there is.
    /// </summary>
    /// <exception cref="MongoCommandException">More members are asked for.</exception>
    public static void CheckWriteConcern(CommandRequest request)
    {
        if (request.Body["writeConcern"] is not { Type: BsonType.Document } concern)
        {
            return;
        }

        var w = concern.AsDocument["w"];
        if (w.IsNumber && BsonValueComparer.Compare(w, 1) > 0)
        {
            throw new MongoCommandException(
                ErrorCode.BadValue, "cannot use 'w' > 1 when a host is not replicated");
        }

        if (w.Type == BsonType.String && w.AsString != "majority")
        {
            throw new MongoCommandException(
                ErrorCode.BadValue,
                $"cannot use non-majority 'w' mode {w.AsString} when a host is not a member of a replica set");
        }
    }

    private static MongoCommandException Refused(string field, string reason) =>
        new(ErrorCode.NotImplemented, $"the field '{field}' is not supported by collections here: {reason}");
}
