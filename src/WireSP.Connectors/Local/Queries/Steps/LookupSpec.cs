using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>What a <c>$lookup</c> asks for.</summary>
internal sealed record LookupSpec
{
    private static readonly string[] Known = ["as", "foreignField", "from", "let", "localField", "pipeline"];

    private LookupSpec()
    {
    }

    /// <summary>The other collection.</summary>
    public CollectionNamespace From { get; private init; }

    /// <summary>The field that is set.</summary>
    public required string As { get; init; }

    /// <summary>The field of this document; null without equality.</summary>
    public string? LocalField { get; private init; }

    /// <summary>The field of the others; null without equality.</summary>
    public string? ForeignField { get; private init; }

    /// <summary>Stages over the others.</summary>
    public IReadOnlyList<BsonDocument> Stages { get; private init; } = [];

    /// <summary>What of this document the stages may use.</summary>
    public IReadOnlyList<(string Name, Expression Value)> Variables { get; private init; } = [];

    /// <summary>The fields that the variables read.</summary>
    public CompileContext Fields { get; private init; } = new();

    /// <summary>Reads the stage.</summary>
    /// <exception cref="CollectionException">It is malformed, or has a form that is not here.</exception>
    public static LookupSpec Read(BsonValue argument, string database, CommandVariables let)
    {
        if (argument.Type != BsonType.Document)
        {
            throw CollectionErrors.FailedToParse("the $lookup specification must be an Object");
        }

        var fields = argument.AsDocument;
        foreach (var element in fields)
        {
            if (!Known.Contains(element.Name, StringComparer.Ordinal))
            {
                throw CollectionErrors.FailedToParse(
                    $"unknown argument to $lookup: {element.Name}.{NearestName.Hint(element.Name, Known)}");
            }
        }

        var local = Text(fields, "localField");
        var foreign = Text(fields, "foreignField");
        var hasPipeline = !fields["pipeline"].IsMissing;
        if ((local is null) != (foreign is null) || (local is null && !hasPipeline))
        {
            throw CollectionErrors.FailedToParse(
                "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
        }

        var context = new CompileContext();
        let.Declare(context);
        return new LookupSpec
        {
            As = Text(fields, "as") ?? throw CollectionErrors.FailedToParse("must specify 'as' field for a $lookup"),
            From = ReadFrom(fields["from"], database),
            LocalField = local,
            ForeignField = foreign,
            Stages = hasPipeline ? AggregateReader.ReadStages(fields["pipeline"]) : [],
            Variables = ReadVariables(fields["let"], context),
            Fields = context,
        };
    }

    private static string? Text(BsonDocument fields, string name) => fields[name] switch
    {
        { IsMissing: true } => null,
        { Type: BsonType.String } value => value.AsString,
        _ => throw CollectionErrors.FailedToParse($"$lookup argument '{name}' must be a string"),
    };

    private static CollectionNamespace ReadFrom(BsonValue from, string database)
    {
        if (from.Type == BsonType.String)
        {
            return new CollectionNamespace(database, from.AsString);
        }

        if (from.Type == BsonType.Document && from.AsDocument["coll"] is { Type: BsonType.String } collection)
        {
            var db = from.AsDocument["db"];
            return new CollectionNamespace(db.Type == BsonType.String ? db.AsString : database, collection.AsString);
        }

        throw CollectionErrors.FailedToParse("$lookup needs 'from': the name of a collection, or {db, coll}");
    }

    private static List<(string Name, Expression Value)> ReadVariables(BsonValue let, CompileContext context)
    {
        var variables = new List<(string Name, Expression Value)>();
        if (let.Type == BsonType.Document)
        {
            foreach (var element in let.AsDocument)
            {
                variables.Add((element.Name, ExpressionCompiler.Compile(element.Value, context)));
            }
        }

        return variables;
    }
}
