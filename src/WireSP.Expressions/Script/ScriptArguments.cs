using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Script;

/// <summary>The array expression whose items a function is called with.</summary>
internal sealed class ScriptArguments
{
    private readonly string _name;
    private readonly string _field;
    private readonly int _noArrayCode;
    private readonly Expression _list;

    private ScriptArguments(string name, string field, Expression list, int noArrayCode)
    {
        _name = name;
        _field = field;
        _list = list;
        _noArrayCode = noArrayCode;
    }

    /// <summary>Compiles them.</summary>
    /// <param name="name">The operator.</param>
    /// <param name="field">Where they stand in its argument.</param>
    /// <param name="list">The expression.</param>
    /// <param name="noArrayCode">The server's code for what is no array.</param>
    /// <param name="context">What the stage's expressions share.</param>
    /// <exception cref="ExpressionSyntaxException">The expression is wrong, or a constant that is no array.</exception>
    public static ScriptArguments Compile(
        string name, string field, BsonValue list, int noArrayCode, CompileContext context)
    {
        var made = new ScriptArguments(
            name, field, ExpressionCompiler.CompileAt(field, list, context), noArrayCode);
        return made._list is Constant { Value: { Type: not BsonType.Array } constant }
            ? throw new ExpressionSyntaxException(noArrayCode, made.WrongType(constant), field)
            : made;
    }

    /// <summary>Puts them on the context's stack of operands.</summary>
    /// <exception cref="EvaluationException">One cannot be computed, or there is no array.</exception>
    public void Push(EvaluationContext context)
    {
        if (_list is ArrayExpression items)
        {
            foreach (var item in items.Items)
            {
                context.Push(item.Evaluate(context));
            }

            return;
        }

        var list = _list.Evaluate(context);
        if (list.Type != BsonType.Array)
        {
            throw new EvaluationException(_noArrayCode, WrongType(list));
        }

        foreach (var item in list.AsArray)
        {
            context.Push(item);
        }
    }

    private string WrongType(in BsonValue value) =>
        $"{_name} takes an array as '{_field}', not {TypeNames.Of(value.Type)}";
}
