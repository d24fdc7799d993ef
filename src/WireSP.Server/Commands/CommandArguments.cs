using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// Typed access to the arguments of a stream command. Options stand at the top level (the shell spreads them) or inside
/// <c>options</c> (users and drivers nest them); where a field is in both places, the nested one counts. Null is
/// absent.
/// </summary>
internal sealed class CommandArguments
{
    private readonly CommandRequest _request;
    private readonly BsonDocument _nested;

    /// <summary>Takes the arguments of a command that has no <c>options</c>.</summary>
    public CommandArguments(CommandRequest request)
    {
        _request = request;
    }

    /// <summary>Takes the arguments of a command whose <c>options</c> may hold these fields.</summary>
    /// <exception cref="MongoCommandException"><c>options</c> is no document or holds other fields.</exception>
    public CommandArguments(CommandRequest request, IReadOnlyList<string> optionFields)
    {
        _request = request;
        _nested = Document("options") ?? BsonDocument.Empty;
        foreach (var element in _nested)
        {
            var name = element.Name;
            if (!optionFields.Contains(name, StringComparer.Ordinal))
            {
                throw new MongoCommandException(
                    ErrorCode.IDLUnknownField,
                    $"BSON field '{request.Name}.options.{name}' is an unknown field."
                    + NearestName.Hint(name, optionFields));
            }
        }
    }

    /// <summary>The value of the command's first field, which must be a name.</summary>
    /// <exception cref="MongoCommandException">It is not a string, or empty.</exception>
    public string Name
    {
        get
        {
            var value = _request.Argument;
            if (value.Type != BsonType.String)
            {
                throw WrongType(_request.Name, value, "string");
            }

            return value.Length > 0
                ? value.AsString
                : throw new MongoCommandException(
                    ErrorCode.FailedToParse, $"{_request.Name}: the name must not be empty");
        }
    }

    /// <summary>The field's value; a value of type missing when it is absent or null.</summary>
    public BsonValue Find(string field)
    {
        var nested = _nested[field];
        var value = nested.IsNullish ? _request.Body[field] : nested;
        return value.Type == BsonType.Null ? BsonValue.Missing : value;
    }

    /// <summary>A string, or null when it is absent.</summary>
    /// <exception cref="MongoCommandException">It has another type.</exception>
    public string? Text(string field) => Find(field) switch
    {
        { IsMissing: true } => null,
        { Type: BsonType.String } value => value.AsString,
        var value => throw WrongType(field, value, "string"),
    };

    /// <summary>A boolean, or null when it is absent.</summary>
    /// <exception cref="MongoCommandException">It has another type.</exception>
    public bool? Boolean(string field) => Find(field) switch
    {
        { IsMissing: true } => null,
        { Type: BsonType.Boolean } value => value.AsBoolean,
        var value => throw WrongType(field, value, "bool"),
    };

    /// <summary>A document, or null when it is absent.</summary>
    /// <exception cref="MongoCommandException">It has another type.</exception>
    public BsonDocument? Document(string field) => Find(field) switch
    {
        { IsMissing: true } => null,
        { Type: BsonType.Document } value => value.AsDocument,
        var value => throw WrongType(field, value, "object"),
    };

    /// <summary>An array, or null when it is absent.</summary>
    /// <exception cref="MongoCommandException">It has another type.</exception>
    public BsonArray? Array(string field) => Find(field) switch
    {
        { IsMissing: true } => null,
        { Type: BsonType.Array } value => value.AsArray,
        var value => throw WrongType(field, value, "array"),
    };

    /// <summary>A whole number of any numeric type, or null when it is absent.</summary>
    /// <exception cref="MongoCommandException">It is no number, not whole, or below the least.</exception>
    public long? WholeNumber(string field, long least)
    {
        var value = Find(field);
        if (value.IsMissing)
        {
            return null;
        }

        var number = value.Type switch
        {
            BsonType.Int32 => value.AsInt32,
            BsonType.Int64 => value.AsInt64,
            BsonType.Double when IsWhole(value.AsDouble) => (long)value.AsDouble,
            BsonType.Double => throw NotWhole(field, least),
            _ => throw WrongType(field, value, "number"),
        };
        return number >= least ? number : throw NotWhole(field, least);
    }

    /// <summary>A required array.</summary>
    /// <exception cref="MongoCommandException">It is absent or has another type.</exception>
    public BsonArray RequiredArray(string field) =>
        Array(field) ?? throw CommandErrors.MissingField(_request.Name, field);

    private static bool IsWhole(double number) => Math.Floor(number) == number && Math.Abs(number) < 9e15;

    private MongoCommandException WrongType(string field, BsonValue found, string expected)
    {
        var path = field == _request.Name ? field : $"{_request.Name}.{field}";
        return new MongoCommandException(
            ErrorCode.TypeMismatch,
            $"BSON field '{path}' is the wrong type '{TypeNames.Of(found.Type)}', expected type '{expected}'");
    }

    private static MongoCommandException NotWhole(string field, long least) =>
        StreamErrors.InvalidOptions($"'{field}' must be a whole number of at least {least}");
}
