using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions;

namespace WireSP.Connectors.Local;

/// <summary>An aggregation's <c>$merge</c>: how documents are brought into a collection.</summary>
internal sealed record MergeSpec
{
    private const string Fail = "fail";

    private static readonly string[] Fields = ["into", "let", "on", "whenMatched", "whenNotMatched"];

    private static readonly string[] MatchedModes = [.. MergeWords.Matched, Fail];

    private static readonly string[] NotMatchedModes = [.. MergeWords.NotMatched, Fail];

    /// <summary>The collection.</summary>
    public required CollectionNamespace Into { get; init; }

    /// <summary>The fields by which documents belong together, and the pipeline.</summary>
    public MergePlan Plan { get; private init; } = new(["_id"]);

    /// <summary>What happens to a document that is there; null when that is an error.</summary>
    public MergeMode? WhenMatched { get; private init; } = MergeMode.Merge;

    /// <summary>Whether a document is inserted that is not there; null when that is an error.</summary>
    public bool? IsInserted { get; private init; } = true;

    /// <summary>The pipeline's variables; null without a pipeline.</summary>
    public MergeVariables? Variables { get; private init; }

    /// <summary>The variables of the command; of two with one name the pipeline means its own.</summary>
    public CommandVariables Let { get; private init; } = CommandVariables.None;

    /// <summary>What the variables read.</summary>
    public CompileContext Scope { get; } = new();

    /// <summary>Reads the argument of an aggregation's <c>$merge</c>.</summary>
    /// <exception cref="CollectionException">It is malformed, or has a form that is not here.</exception>
    /// <exception cref="ExpressionSyntaxException">An expression in it is not legal.</exception>
    public static MergeSpec Read(BsonValue argument, string database, CommandVariables let)
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

        var spec = new MergeSpec
        {
            Into = ReadInto(fields["into"], database),
            Plan = new MergePlan(ReadOn(fields["on"])),
            IsInserted = MergeWords.FindInsert(
                BsonValue.FromString(OneOf(fields["whenNotMatched"], NotMatchedModes, "insert"))),
        };
        var matched = fields["whenMatched"];
        return matched.Type == BsonType.Array
            ? spec.WithPipeline(matched.AsArray, fields["let"], let)
            : fields["let"].IsNullish
                ? spec with
                {
                    WhenMatched = MergeWords.FindMode(BsonValue.FromString(OneOf(matched, MatchedModes, "merge"))),
                }
            : throw new CollectionException(51199, "Cannot use 'let' variables with 'whenMatched: merge' mode");
    }

    private MergeSpec WithPipeline(BsonArray pipeline, in BsonValue let, CommandVariables command)
    {
        if (!let.IsNullish && let.Type != BsonType.Document)
        {
            throw new CollectionException(14, "BSON field '$merge.let' must be an object");
        }

        command.Declare(Scope);
        var variables = MergeVariables.Compile(let, Scope);
        return this with
        {
            WhenMatched = MergeMode.Pipeline,
            Variables = variables,
            Let = command,
            Plan = Plan with { Pipeline = pipeline, VariableNames = [.. command.Names, .. variables.Names] },
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
