using WireSP.Expressions;

namespace WireSP.Streaming.Stages;

/// <summary>What a dotted path must look like where a stage takes one.</summary>
internal static class FieldPathRules
{
    /// <summary>The path itself, when it is sound.</summary>
    /// <exception cref="ExpressionSyntaxException">A name is empty, or begins with a dollar sign.</exception>
    public static string Check(string path, string where)
    {
        if (path.Length == 0)
        {
            throw new ExpressionSyntaxException(40352, "a field path must not be empty", where);
        }

        if (path.EndsWith('.'))
        {
            throw new ExpressionSyntaxException(40353, $"the field path '{path}' must not end with '.'", where);
        }

        foreach (var name in path.Split('.'))
        {
            if (name.Length == 0)
            {
                throw new ExpressionSyntaxException(15998, $"a name in the field path '{path}' is empty", where);
            }

            if (name[0] == '$')
            {
                throw new ExpressionSyntaxException(16410, $"the name '{name}' must not begin with '$'", where);
            }
        }

        return path;
    }
}
