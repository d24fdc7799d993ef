using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions;

/// <summary>
/// The named arguments that an operator takes, with the server's codes for what may be wrong with them.
/// </summary>
internal sealed class NamedSyntax(string name, int notObjectCode, int unknownCode, params Parameter[] parameters)
{
    public string Name { get; } = name;

    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>The arguments as written, in the order of the parameters; missing where not given.</summary>
    /// <exception cref="ExpressionSyntaxException">No object, an unknown argument, or a required one not
    /// given.</exception>
    public BsonValue[] Bind(BsonValue argument)
    {
        if (argument.Type != BsonType.Document)
        {
            throw ExpressionErrors.NotAnObject(Name, argument, notObjectCode);
        }

        var bound = new BsonValue[parameters.Length];
        foreach (var element in argument.AsDocument)
        {
            var given = element.Name;
            var index = Array.FindIndex(parameters, parameter => parameter.Name == given);
            if (index < 0)
            {
                throw ExpressionErrors.UnknownArgument(Name, given, parameters.Select(p => p.Name), unknownCode);
            }

            bound[index] = element.Value;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (bound[i].IsMissing && parameters[i].MissingCode != 0)
            {
                throw ExpressionErrors.MissingArgument(Name, parameters[i].Name, parameters[i].MissingCode);
            }
        }

        return bound;
    }

    /// <summary>The arguments compiled, in the order of the parameters; defaults where not given.</summary>
    public Expression[] Compile(BsonValue argument, CompileContext context)
    {
        var bound = Bind(argument);
        var compiled = new Expression[bound.Length];
        for (var i = 0; i < bound.Length; i++)
        {
            compiled[i] = bound[i].IsMissing
                ? new Constant(parameters[i].Default)
                : parameters[i].MayBeSkipped
                    ? ExpressionCompiler.CompileBranch(parameters[i].Name, bound[i], context)
                    : ExpressionCompiler.CompileAt(parameters[i].Name, bound[i], context);
        }

        return compiled;
    }
}
