using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions.Updates;

namespace WireSP.Connectors.Local;

/// <summary>
/// How documents are merged into a collection: by which fields they belong together, and what then happens.
/// </summary>
public sealed record MergeSpec
{
    private static readonly string[] Fields = ["into", "let", "on", "whenMatched", "whenNotMatched"];

    private static readonly string[] MatchedModes = ["delete", "fail", "keepExisting", "merge", "replace"];

    private static readonly string[] NotMatchedModes = ["discard", "fail", "insert"];

    /// <summary>The collection.</summary>
    public required CollectionNamespace Into { get; init; }

    /// <summary>The fields by which documents belong together; a unique index has exactly these.</summary>
    public IReadOnlyList<string> On { get; init; } = ["_id"];

    /// <summary><c>merge</c>, <c>replace</c>, <c>keepExisting</c>, <c>delete</c> or <c>fail</c>.</summary>
    public string WhenMatched { get; init; } = "merge";

    /// <summary>
    /// The update pipeline that takes the place of <see cref="WhenMatched"/>, compiled with the one variable
    /// <c>new</c>, the document that comes in; null without one.
    /// </summary>
    public UpdateOperation? Pipeline { get; init; }

    /// <summary><c>insert</c>, <c>discard</c> or <c>fail</c>.</summary>
    public string WhenNotMatched { get; init; } = "insert";

    /// <summary>Reads the argument of an aggregation's <c>$merge</c>.</summary>
    /// <exception cref="CollectionException">It is malformed, or has a form that is not here.</exception>
    public static MergeSpec Read(BsonValue argument, string database)
    {
        if (argument.Type == BsonType.String)
        {
            return new MergeSpec { Into = new CollectionNamespace(database, argument.AsString) };
        }

        if (argument.Type != BsonType.Document)
        {
            throw new CollectionException(51182, "$merge only supports a string or object argument");
        }

        var fields = argument.AsDocument;
        foreach (var element in fields)
        {
            if (!Fields.Contains(element.Name, StringComparer.Ordinal))
            {
                throw new CollectionException(
                    40415, $"BSON field '$merge.{element.Name}' is an unknown field."
                        + NearestName.Hint(element.Name, Fields));
            }
        }

        if (!fields["let"].IsNullish)
        {
            throw CollectionErrors.NotSupported(
                "the field 'let' of $merge is not supported: use $$new in the pipeline");
        }

        var matched = fields["whenMatched"];
        return new MergeSpec
        {
            Into = ReadInto(fields["into"], database),
            On = ReadOn(fields["on"]),
            WhenMatched = matched.Type == BsonType.Array ? "pipeline" : OneOf(matched, MatchedModes, "merge"),
            Pipeline = matched.Type == BsonType.Array
                ? UpdateCompiler.Compile(matched, variableNames: ["new"])
                : null,
            WhenNotMatched = OneOf(fields["whenNotMatched"], NotMatchedModes, "insert"),
        };
    }

    private static CollectionNamespace ReadInto(BsonValue into, string database)
    {
        if (into.Type == BsonType.String)
        {
            return new CollectionNamespace(database, into.AsString);
        }

        if (into.Type == BsonType.Document && into.AsDocument["coll"] is { Type: BsonType.String } collection)
        {
            var db = into.AsDocument["db"];
            return new CollectionNamespace(db.Type == BsonType.String ? db.AsString : database, collection.AsString);
        }

        throw new CollectionException(51178, "$merge 'into' must be the name of a collection, or {db, coll}");
    }

    private static List<string> ReadOn(BsonValue on)
    {
        switch (on.Type)
        {
            case BsonType.Missing:
                return ["_id"];
            case BsonType.String:
                return [on.AsString];
            case BsonType.Array:
                var paths = new List<string>();
                foreach (var item in on.AsArray)
                {
                    paths.Add(item.Type == BsonType.String
                        ? item.AsString
                        : throw new CollectionException(51134, "$merge 'on' array elements must be strings"));
                }

                return paths.Count == 0
                    ? throw new CollectionException(51187, "If explicitly specifying $merge 'on', must include a field")
                    : paths.Distinct(StringComparer.Ordinal).Count() == paths.Count
                        ? paths
                        : throw new CollectionException(31465, "Found a duplicate field in the $merge 'on'");
            default:
                throw new CollectionException(
                    51186, "$merge 'on' field must be either a string or an array of strings");
        }
    }

    private static string OneOf(BsonValue value, string[] modes, string otherwise)
    {
        if (value.IsMissing)
        {
            return otherwise;
        }

        if (value.Type != BsonType.String)
        {
            throw new CollectionException(51191, "$merge modes are strings, or a pipeline for whenMatched");
        }

        var mode = value.AsString;
        return modes.Contains(mode, StringComparer.Ordinal)
            ? mode
            : throw CollectionErrors.BadValue($"'{mode}' is not a mode of $merge.{NearestName.Hint(mode, modes)}");
    }
}
