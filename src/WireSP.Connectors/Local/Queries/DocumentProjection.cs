using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Connectors.Local.Queries;

/// <summary>A compiled stage that makes one document from one, with what it evaluates in; used by one thread.</summary>
internal sealed class DocumentProjection
{
    private readonly CompileContext _fields = new();
    private readonly DocumentTransform _transform;
    private readonly EvaluationContext _context;
    private readonly CommandVariables _let;

    private DocumentProjection(
        string stageName,
        BsonValue argument,
        TimeProvider clock,
        CommandVariables let,
        string? variable = null)
    {
        _let = let;
        if (variable is not null)
        {
            _ = _fields.DeclareVariable(variable);
        }

        let.Declare(_fields);
        _transform = TransformCompiler.Compile(stageName, argument, _fields);
        _context = _fields.CreateEvaluationContext(clock);
    }

    /// <summary>The projection of a find; null when all fields are asked for.</summary>
    /// <exception cref="CollectionException">It has a form that is not here.</exception>
    /// <exception cref="ExpressionSyntaxException">It is not legal.</exception>
    public static DocumentProjection? OfFind(BsonDocument? projection, TimeProvider clock, CommandVariables let)
    {
        if (projection is not { IsEmpty: false } fields)
        {
            return null;
        }

        foreach (var element in fields)
        {
            CheckForm(element);
        }

        return new DocumentProjection("$project", fields.Copy(), clock, let);
    }

    /// <summary>A stage of the language.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not legal.</exception>
    public static DocumentProjection OfStage(string stageName, BsonValue argument, TimeProvider clock) =>
        new(stageName, argument, clock, CommandVariables.None);

    /// <summary>Sets a field to a value that every document has its own of.</summary>
    /// <exception cref="ExpressionSyntaxException">It is no path of a field.</exception>
    public static DocumentProjection OfValue(string path, TimeProvider clock) =>
        new(
            "$addFields",
            new BsonDocumentBuilder { { path, "$$value" } }.ToDocument(),
            clock,
            CommandVariables.None,
            "value");

    /// <summary>What becomes of a document, with its value of <see cref="OfValue"/>.</summary>
    /// <exception cref="EvaluationException">An expression fails for this document.</exception>
    public BsonDocument Apply(BsonDocument document, BsonValue value)
    {
        _context.Variables[0] = value;
        return Apply(document);
    }

    /// <summary>What becomes of a document.</summary>
    /// <exception cref="EvaluationException">An expression fails for this document.</exception>
    public BsonDocument Apply(BsonDocument document)
    {
        _context.Begin(document);
        _let.Assign(_context);
        _fields.Fields.Read(_context);
        if (_transform.TryForward(_context, out var forwarded))
        {
            return forwarded;
        }

        var writer = new BsonWriter(document.Length);
        _transform.Apply(_context, writer);
        return writer.DocumentFrom(0);
    }

    private static void CheckForm(in BsonElement element)
    {
        if (element.NameUtf8.EndsWith(".$"u8))
        {
            throw CollectionErrors.NotSupported($"the positional projection '{element.Name}' is not supported");
        }

        if (element.Type != BsonType.Document)
        {
            return;
        }

        var condition = element.Value.AsDocument;
        if (!condition["$elemMatch"].IsMissing || condition["$slice"] is { IsMissing: false, Type: not BsonType.Array })
        {
            throw CollectionErrors.NotSupported(
                $"the projection of '{element.Name}' is not supported: find takes no $elemMatch and $slice here; "
                + "use $filter, or $slice as an expression");
        }
    }
}
