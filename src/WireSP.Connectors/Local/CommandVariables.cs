using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Local;

/// <summary>
/// The variables of a command's <c>let</c>: constant expressions, evaluated once, which the queries and pipelines of
/// the command may name.
/// </summary>
public sealed class CommandVariables
{
    private const int FieldInLetCode = 4890500;

    private readonly List<string> _names = [];
    private readonly List<BsonValue> _values = [];

    private CommandVariables()
    {
    }

    /// <summary>No variables.</summary>
    public static CommandVariables None { get; } = new();

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The values, in the order of the names.</summary>
    public IReadOnlyList<BsonValue> Values => _values;

    /// <summary>Evaluates the variables; each may name those before it.</summary>
    /// <param name="let">The document as written; missing or null for none.</param>
    /// <param name="clock">Clock of <c>$$NOW</c>.</param>
    /// <exception cref="CollectionException">It is no document, or an expression reads a field.</exception>
    /// <exception cref="ExpressionSyntaxException">An expression is not legal.</exception>
    /// <exception cref="EvaluationException">An expression fails.</exception>
    public static CommandVariables Read(BsonValue let, TimeProvider clock)
    {
        if (let.IsNullish)
        {
            return None;
        }

        if (let.Type != BsonType.Document)
        {
            throw new CollectionException(
                14, $"BSON field 'let' is the wrong type '{TypeNames.Of(let.Type)}', expected type 'object'");
        }

        var variables = new CommandVariables();
        foreach (var element in let.AsDocument)
        {
            FieldPaths.CheckDeclaration(element.Name);
            var value = variables.Evaluate(element.Value, clock);
            variables._names.Add(element.Name);
            variables._values.Add(value);
        }

        return variables;
    }

    /// <summary>The same and some more, whose values are taken as they are.</summary>
    public CommandVariables With(BsonDocument constants)
    {
        var variables = new CommandVariables();
        variables._names.AddRange(_names);
        variables._values.AddRange(_values);
        foreach (var constant in constants)
        {
            variables._names.Add(constant.Name);
            variables._values.Add(constant.Value);
        }

        return variables;
    }

    /// <summary>Brings the variables into scope.</summary>
    internal void Declare(CompileContext scope)
    {
        foreach (var name in _names)
        {
            _ = scope.DeclareVariable(name);
        }
    }

    /// <summary>Gives the variables their values.</summary>
    internal void Assign(EvaluationContext context)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            context.Variables[i] = _values[i];
        }
    }

    private BsonValue Evaluate(in BsonValue written, TimeProvider clock)
    {
        var scope = new CompileContext();
        Declare(scope);
        var expression = ExpressionCompiler.Compile(written.Copy(), scope);
        if (scope.Fields.Count > 0 || scope.ReadsRoot)
        {
            throw new CollectionException(
                FieldInLetCode,
                "Command let Expression tried to access a field, but this is not allowed because command let "
                    + "expressions run before the query examines any documents.");
        }

        var context = scope.CreateEvaluationContext(clock);
        context.Begin(BsonDocument.Empty);
        Assign(context);
        return expression.Evaluate(context).Copy();
    }
}
