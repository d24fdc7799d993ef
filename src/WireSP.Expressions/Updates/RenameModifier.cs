using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// <c>$rename</c>: what stands at its target, the value that the source has; the source itself is unset. Neither may
/// lead through an array.
/// </summary>
internal sealed class RenameModifier(string source, string target) : FieldModifier(target)
{
    private readonly byte[][] _source = Array.ConvertAll(source.Split('.'), Encoding.UTF8.GetBytes);
    private readonly byte[][] _target = Array.ConvertAll(target.Split('.'), Encoding.UTF8.GetBytes);

    /// <summary>Adds both ends of a rename to the tree.</summary>
    public static void Add(string path, BsonValue argument, UpdateTree tree)
    {
        if (argument.Type != BsonType.String)
        {
            throw UpdateErrors.SyntaxBadValue(
                $"The 'to' field for $rename must be a string: {path}: {UpdateErrors.Show(argument)}", path);
        }

        var target = argument.AsString;
        if (target == path)
        {
            throw UpdateErrors.SyntaxBadValue($"The source and target field for $rename must differ: {path}", path);
        }

        if (IsDynamic(path) || IsDynamic(target))
        {
            throw UpdateErrors.SyntaxBadValue(
                $"The source and destination field for $rename may not be dynamic: {path}: {target}", path);
        }

        if (Contains(path, target) || Contains(target, path))
        {
            throw UpdateErrors.SyntaxBadValue(
                $"The source and target field for $rename must not be on the same path: {path}: {target}", path);
        }

        tree.Add(path, new UnsetModifier(path));
        tree.Add(target, new RenameModifier(path, target));
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        var value = Find(context.Before, _source, _source.Length, "source", source);
        if (value.IsMissing)
        {
            return current;
        }

        _ = Find(context.Before, _target, _target.Length - 1, "destination", Path);
        return value;
    }

    private static BsonValue Find(BsonDocument document, byte[][] names, int depth, string role, string path)
    {
        var value = BsonValue.FromDocument(document);
        for (var i = 0; i < depth; i++)
        {
            if (value.Type != BsonType.Document)
            {
                value = BsonValue.Missing;
                break;
            }

            _ = value.AsDocument.TryGetValue(names[i], out value);
            if (value.Type == BsonType.Array && (i < names.Length - 1))
            {
                throw UpdateErrors.BadValue($"The {role} field cannot be an array element: '{path}'");
            }
        }

        return value;
    }

    private static bool IsDynamic(string path) =>
        path.Split('.').Any(part => part == "$" || part.StartsWith("$[", StringComparison.Ordinal));

    private static bool Contains(string outer, string inner) =>
        inner.StartsWith(outer + ".", StringComparison.Ordinal);
}
