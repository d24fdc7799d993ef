using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions;

/// <summary>Compiles what begins with a dollar sign: paths of fields and references to variables.</summary>
public static class FieldPaths
{
    private static readonly string[] SystemVariables = ["ROOT", "CURRENT", "REMOVE", "DESCEND", "PRUNE", "KEEP"];

    /// <summary>Compiles a text that begins with a dollar sign.</summary>
    /// <exception cref="ExpressionSyntaxException">It is neither a path nor a variable in scope.</exception>
    public static Expression Compile(string text, CompileContext context)
    {
        if (text.StartsWith("$$", StringComparison.Ordinal))
        {
            return CompileVariable(text[2..], context);
        }

        var path = text[1..];
        if (path.Length == 0)
        {
            throw new ExpressionSyntaxException(16872, "'$' by itself is not a field path");
        }

        Check(path);
        return context.TryGetVariable("CURRENT", out var index)
            ? Below(new VariableReference(index), path)
            : new FieldSlot(context.Fields.GetSlot(path));
    }

    /// <summary>Checks a dotted path.</summary>
    /// <exception cref="ExpressionSyntaxException">A name is empty, begins with a dollar sign or contains a
    /// NUL.</exception>
    public static void Check(string path)
    {
        if (path.EndsWith('.'))
        {
            throw new ExpressionSyntaxException(40353, $"the field path '{path}' must not end with a '.'");
        }

        foreach (var name in path.Split('.'))
        {
            if (name.Length == 0)
            {
                throw new ExpressionSyntaxException(15998, $"the field path '{path}' has an empty name");
            }

            if (name.StartsWith('$'))
            {
                throw new ExpressionSyntaxException(
                    16410, $"the field name '{name}' may not start with '$'; $getField and $setField take such names");
            }

            if (name.Contains('\0', StringComparison.Ordinal))
            {
                throw new ExpressionSyntaxException(16411, "a field name may not contain a NUL character");
            }
        }
    }

    /// <summary>Checks the name of a variable that the pipeline declares.</summary>
    /// <exception cref="ExpressionSyntaxException">It is empty, begins wrongly or has a wrong character.</exception>
    public static void CheckDeclaration(string name)
    {
        if (name.Length == 0)
        {
            throw new ExpressionSyntaxException(16866, "the name of a variable may not be empty");
        }

        // CURRENT is the one system variable that may be rebound.
        if (!(char.IsAsciiLetterLower(name[0]) || name[0] > '\x7F' || name == "CURRENT"))
        {
            throw new ExpressionSyntaxException(
                16867, $"the variable '{name}' must begin with a lower-case letter");
        }

        CheckCharacters(name);
    }

    private static void CheckCharacters(string name)
    {
        foreach (var character in name)
        {
            if (!(char.IsAsciiLetterOrDigit(character) || character is '_' or > '\x7F'))
            {
                throw new ExpressionSyntaxException(
                    16868, $"the variable '{name}' contains '{character}'; letters, digits and '_' are allowed");
            }
        }
    }

    private static Expression CompileVariable(string text, CompileContext context)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? text : text[..dot];
        var path = dot < 0 ? null : text[(dot + 1)..];
        if (name.Length == 0)
        {
            throw new ExpressionSyntaxException(16869, "the name of a variable may not be empty");
        }

        if (path is not null)
        {
            Check(path.Length == 0 ? "." : path);
        }

        CheckCharacters(name);
        if (context.TryGetVariable(name, out var index))
        {
            return Below(new VariableReference(index), path);
        }

        return name switch
        {
            "ROOT" or "CURRENT" => path is null ? Root(context) : new FieldSlot(context.Fields.GetSlot(path)),
            "REMOVE" => new Constant(BsonValue.Missing),
            "DESCEND" or "PRUNE" or "KEEP" => Below(new Constant(name.ToLowerInvariant()), path),
            _ => throw Unknown(name, context),
        };
    }

    private static RootReference Root(CompileContext context)
    {
        context.ReadsRoot = true;
        return new RootReference();
    }

    private static Expression Below(Expression source, string? path)
    {
        if (path is null)
        {
            return source;
        }

        var names = path.Split('.');
        return new PathReference(source, Array.ConvertAll(names, Encoding.UTF8.GetBytes));
    }

    private static ExpressionSyntaxException Unknown(string name, CompileContext context) => name switch
    {
        "NOW" => new(17276, "$$NOW is not available in a stream processor; use { $currentDate: {} }"),
        "CLUSTER_TIME" or "USER_ROLES" or "SEARCH_META" =>
            new(17276, $"$${name} is not available in a stream processor"),
        _ => new(17276, $"Use of undefined variable: {name}" + NearestName.HintAfterText(
            name, SystemVariables.Concat(context.VariableNames))),
    };
}
