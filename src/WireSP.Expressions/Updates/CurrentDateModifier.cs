using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary><c>$currentDate</c>: the clock's time, as a date or as a timestamp.</summary>
internal sealed class CurrentDateModifier(string path, bool isTimestamp) : FieldModifier(path)
{
    /// <summary>Parses the argument: <c>true</c>, or <c>{$type: 'date' | 'timestamp'}</c>.</summary>
    public static CurrentDateModifier Parse(string path, BsonValue argument)
    {
        if (argument.Type == BsonType.Boolean)
        {
            return new(path, isTimestamp: false);
        }

        if (argument.Type != BsonType.Document)
        {
            throw UpdateErrors.SyntaxBadValue(
                $"{TypeNames.Of(argument.Type)} is not valid type for $currentDate. Please use a boolean ('true') or a "
                    + "$type expression ({$type: 'timestamp/date'}).",
                path);
        }

        var document = argument.AsDocument;
        var type = document["$type"];
        if (document.CountElements() != 1 || type.IsMissing)
        {
            throw UpdateErrors.SyntaxBadValue(
                "the argument of $currentDate has exactly the field $type", path);
        }

        return type.Type == BsonType.String && type.AsString is "date" or "timestamp"
            ? new(path, type.AsString == "timestamp")
            : throw UpdateErrors.SyntaxBadValue(
                "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: "
                    + "'date'}}}",
                path);
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context) => isTimestamp
        ? BsonValue.FromTimestamp(context.NextTimestamp())
        : BsonValue.FromDateTime(context.Clock.GetUtcNow());
}
