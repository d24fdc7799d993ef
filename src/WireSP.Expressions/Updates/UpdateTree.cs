using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>Collects the paths of an update's operators and refuses those that stand in each other's way.</summary>
internal sealed class UpdateTree(IReadOnlyList<ArrayFilter> filters)
{
    /// <summary>The topmost level.</summary>
    public UpdateBranch Root { get; } = new("");

    /// <summary>Whether a path has the part <c>$</c>.</summary>
    public bool NeedsMatchedItem { get; private set; }

    /// <summary>Adds what happens at a path.</summary>
    public void Add(string path, FieldModifier modifier)
    {
        var parts = Split(path);
        var branch = Root;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            branch = Descend(branch, parts, i, path);
        }

        var filter = FilterOf(parts[^1], path);
        if (branch.Find(parts[^1], filter) is not null)
        {
            throw UpdateErrors.SyntaxConflict(path, path);
        }

        CheckKind(branch, parts[^1], path);
        branch.Add(parts[^1], filter, modifier);
    }

    /// <summary>Checks that every filter is used.</summary>
    public void CheckFilters()
    {
        foreach (var filter in filters)
        {
            if (!filter.IsUsed)
            {
                throw UpdateErrors.SyntaxFailedToParse(
                    $"The array filter for identifier '{filter.Identifier}' was not used in the update");
            }
        }
    }

    private UpdateBranch Descend(UpdateBranch branch, string[] parts, int index, string path)
    {
        var filter = FilterOf(parts[index], path);
        var child = branch.Find(parts[index], filter);
        if (child is UpdateBranch known)
        {
            return known;
        }

        var at = string.Join('.', parts, 0, index + 1);
        if (child is not null)
        {
            throw UpdateErrors.SyntaxConflict(path, at);
        }

        CheckKind(branch, parts[index], path);
        var made = new UpdateBranch(at);
        branch.Add(parts[index], filter, made);
        return made;
    }

    // Names and items of arrays cannot be told apart before the document is seen, so the server refuses both at once.
    private static void CheckKind(UpdateBranch branch, string part, string path)
    {
        var isFilter = part.StartsWith("$[", StringComparison.Ordinal);
        if (isFilter ? branch.Children.Count > 0 || branch.Matched is not null : branch.NeedsArray)
        {
            throw UpdateErrors.SyntaxConflict(path, branch.Path);
        }
    }

    private string[] Split(string path)
    {
        if (path.Length == 0)
        {
            throw UpdateErrors.SyntaxEmptyName(path);
        }

        var parts = path.Split('.');
        if (parts.Length > BsonLimits.NestingDepthMax)
        {
            throw UpdateErrors.SyntaxBadValue($"the path has more than {BsonLimits.NestingDepthMax} names", path);
        }

        var matched = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0)
            {
                throw UpdateErrors.SyntaxEmptyName(path);
            }

            if (parts[i][0] == '$')
            {
                CheckDollar(parts, i, path);
                matched += parts[i] == "$" ? 1 : 0;
            }
        }

        NeedsMatchedItem |= matched > 0;
        return matched <= 1
            ? parts
            : throw UpdateErrors.SyntaxBadValue(
                $"Too many positional (i.e. '$') elements found in path '{path}'", path);
    }

    private static void CheckDollar(string[] parts, int index, string path)
    {
        var part = parts[index];
        var isFilter = part.StartsWith("$[", StringComparison.Ordinal) && part.EndsWith(']');
        // References keep their three names.
        if (part != "$" && !isFilter && part is not ("$ref" or "$id" or "$db"))
        {
            throw UpdateErrors.SyntaxDollarName(part, path, "valid for storage.");
        }

        if (index == 0 && (part == "$" || isFilter))
        {
            throw UpdateErrors.SyntaxBadValue(
                $"Cannot have {(isFilter ? "array filter identifier (i.e. '$[<id>]')" : "positional (i.e. '$')")} "
                    + $"element in the first position in path '{path}'",
                path);
        }
    }

    private ArrayFilter? FilterOf(string part, string path)
    {
        if (part == "$[]" || !part.StartsWith("$[", StringComparison.Ordinal))
        {
            return null;
        }

        var identifier = part[2..^1];
        foreach (var filter in filters)
        {
            if (filter.Identifier == identifier)
            {
                filter.IsUsed = true;
                return filter;
            }
        }

        throw UpdateErrors.SyntaxBadValue(
            $"No array filter found for identifier '{identifier}' in path '{path}'", path);
    }
}
