using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// Compiles <c>$project</c>: a list of fields to keep and to compute, or of fields to leave out; never both, but for
/// <c>_id</c>, which is kept unless it is left out.
/// </summary>
internal sealed class ProjectStage
{
    private readonly ProjectionTree _tree;
    private string? _firstKept;
    private string? _firstDropped;
    private bool _namesId;
    private bool _dropsId;

    private ProjectStage(CompileContext context) => _tree = new("$project", collisionCode: 31249, context);

    private bool IsExclusion => _firstDropped is not null || (_firstKept is null && _dropsId);

    public static DocumentTransform Compile(string stageName, BsonValue argument, CompileContext context)
    {
        if (argument.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                15969, $"{stageName} specification must be an object, got {TypeNames.Of(argument.Type)}");
        }

        if (argument.AsDocument.IsEmpty)
        {
            throw new ExpressionSyntaxException(51272, $"{stageName} must name at least one field");
        }

        var stage = new ProjectStage(context);
        foreach (var element in argument.AsDocument)
        {
            stage.Add(element.Name, element.Value);
        }

        return stage.Build(context);
    }

    private DocumentTransform Build(CompileContext context)
    {
        if (IsExclusion)
        {
            if (_dropsId)
            {
                _tree.Add("_id", ProjectionAction.Drop);
            }

            return new SpliceTransform(_tree.Root, _tree.Expressions, context);
        }

        if (!_namesId)
        {
            _tree.Add("_id", ProjectionAction.Keep);
        }

        return new InclusionTransform(_tree.Root, _tree.Expressions, context);
    }

    private void Add(string path, BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.Boolean or BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128:
                AddFlag(path, Truth.Of(value));
                break;
            case BsonType.Document when !StageShapes.IsExpression(value.AsDocument):
                AddNested(path, value.AsDocument);
                break;
            case BsonType.Document when value.AsDocument.CountElements() > 1:
                throw new ExpressionSyntaxException(
                    16410, $"the expression at '{path}' must have one operator only", path);
            default:
                Compute(path, value);
                break;
        }
    }

    private void AddFlag(string path, bool keeps)
    {
        ProjectionTree.CheckPath(path.EndsWith(".$", StringComparison.Ordinal) ? throw Positional(path) : path);
        if (path == "_id" && !keeps)
        {
            // Decided at the end: beside kept fields it only leaves the default out.
            _dropsId = !_namesId ? true : throw new ExpressionSyntaxException(31249, "'_id' is given twice", path);
            _namesId = true;
            return;
        }

        if (keeps)
        {
            Keeps(path);
        }
        else
        {
            Drops(path);
        }

        _namesId |= IsId(path);
        _tree.Add(path, keeps ? ProjectionAction.Keep : ProjectionAction.Drop);
    }

    private void AddNested(string path, BsonDocument fields)
    {
        if (fields.IsEmpty)
        {
            throw new ExpressionSyntaxException(
                51270, $"An empty sub-projection is not a valid value. Found empty object at path '{path}'", path);
        }

        foreach (var element in fields)
        {
            Add($"{path}.{element.Name}", element.Value);
        }
    }

    private void Compute(string path, BsonValue expression)
    {
        if (_firstDropped is not null)
        {
            throw new ExpressionSyntaxException(
                31252, $"cannot compute '{path}' in a projection that leaves '{_firstDropped}' out; use $set", path);
        }

        _firstKept ??= path;
        _namesId |= IsId(path);
        try
        {
            _tree.Compute(path, expression);
        }
        catch (ExpressionSyntaxException error) when (IsUnknownOperator(error, path, expression))
        {
            throw new ExpressionSyntaxException(31325, error.Message, error.Path);
        }
    }

    private void Keeps(string path)
    {
        // The id may be named in a projection of either kind.
        if (path == "_id")
        {
            return;
        }

        _firstKept ??= path;
        if (_firstDropped is not null)
        {
            throw new ExpressionSyntaxException(
                31253, $"Cannot do inclusion on field {path} in exclusion projection (of '{_firstDropped}')", path);
        }
    }

    private void Drops(string path)
    {
        _firstDropped ??= path;
        if (_firstKept is not null)
        {
            throw new ExpressionSyntaxException(
                31254, $"Cannot do exclusion on field {path} in inclusion projection (of '{_firstKept}')", path);
        }
    }

    // Right below a field the server takes an unknown operator for one of the projection and has another code for it.
    private static bool IsUnknownOperator(ExpressionSyntaxException error, string path, BsonValue expression) =>
        error.Code == 168 && expression.Type == BsonType.Document
        && error.Path == $"{path}.{FirstName(expression.AsDocument)}";

    private static string FirstName(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.Name;
        }

        return "";
    }

    private static bool IsId(string path) => path == "_id" || path.StartsWith("_id.", StringComparison.Ordinal);

    private static ExpressionSyntaxException Positional(string path) =>
        new(31324, $"Cannot use positional projection in aggregation: '{path}'", path);
}
