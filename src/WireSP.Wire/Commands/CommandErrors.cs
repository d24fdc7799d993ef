using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>Errors that every command can have; the texts are the server's own where clients know them.</summary>
public static class CommandErrors
{
    /// <summary>A field that the command does not take.</summary>
    public static MongoCommandException UnknownField(CommandSpec spec, ReadOnlySpan<byte> field)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var name = CommandText.Echo(field);
        return new MongoCommandException(
            ErrorCode.IDLUnknownField,
            $"BSON field '{spec.Name}.{name}' is an unknown field.{NearestName.HintOrNames(name, spec.Fields)}");
    }

    /// <summary>A field that is there twice.</summary>
    public static MongoCommandException DuplicateField(CommandSpec spec, ReadOnlySpan<byte> field)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new MongoCommandException(
            ErrorCode.Location40413, $"BSON field '{spec.Name}.{CommandText.Echo(field)}' is a duplicate field");
    }

    /// <summary>A required field that is missing.</summary>
    public static MongoCommandException MissingField(string command, string field) => new(
        ErrorCode.IDLFailedToParse, $"BSON field '{command}.{field}' is missing but a required field");

    /// <summary>A field of the wrong type.</summary>
    public static MongoCommandException WrongType(string field, BsonType found, BsonType expected) => new(
        ErrorCode.TypeMismatch,
        $"BSON field '{field}' is the wrong type '{TypeName(found)}', expected type '{TypeName(expected)}'");

    /// <summary>A command that does not exist.</summary>
    public static MongoCommandException NotFound(ReadOnlySpan<byte> command, CommandTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var name = CommandText.Echo(command);
        return new MongoCommandException(
            ErrorCode.CommandNotFound, $"no such command: '{name}'{NearestName.HintAfterText(name, table.Names)}");
    }

    /// <summary>A command that needs an authenticated client.</summary>
    public static MongoCommandException RequiresAuthentication(ReadOnlySpan<byte> command) => new(
        ErrorCode.Unauthorized, $"Command {CommandText.Echo(command)} requires authentication");

    /// <summary>A command on another database than <c>admin</c>.</summary>
    public static MongoCommandException AdminOnly(string command) => new(
        ErrorCode.Unauthorized, $"{command} may only be run against the admin database.");

    /// <summary>A command whose action none of the user's roles allows.</summary>
    public static MongoCommandException MissingPrivilege(string action, string database) => new(
        ErrorCode.Unauthorized,
        $"not authorized: missing privilege for action {action} on resource {{ db: \"{database}\" }}");

    /// <summary>The server is overloaded: the labels make drivers wait and try again.</summary>
    public static MongoCommandException Overloaded(string message) => new(ErrorCode.RateLimitExceeded, message)
    {
        ErrorLabels = ["SystemOverloadedError", "RetryableError"],
    };

    // The names that the shell and the manual use, which are not the enum's.
    private static string TypeName(BsonType type) => type switch
    {
        BsonType.Double => "double",
        BsonType.String => "string",
        BsonType.Document => "object",
        BsonType.Array => "array",
        BsonType.Binary => "binData",
        BsonType.Undefined => "undefined",
        BsonType.ObjectId => "objectId",
        BsonType.Boolean => "bool",
        BsonType.DateTime => "date",
        BsonType.Null => "null",
        BsonType.RegularExpression => "regex",
        BsonType.DbPointer => "dbPointer",
        BsonType.JavaScript => "javascript",
        BsonType.Symbol => "symbol",
        BsonType.JavaScriptWithScope => "javascriptWithScope",
        BsonType.Int32 => "int",
        BsonType.Timestamp => "timestamp",
        BsonType.Int64 => "long",
        BsonType.Decimal128 => "decimal",
        BsonType.MinKey => "minKey",
        BsonType.MaxKey => "maxKey",
        _ => "missing",
    };
}
