using WireSP.Bson;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Updates;

/// <summary>
/// One of an update's array filters: the query that items must match which a path names as <c>$[id]</c>.
/// </summary>
internal sealed class ArrayFilter
{
    private readonly Predicate _query;
    private readonly byte[] _name;

    private ArrayFilter(string identifier, Predicate query)
    {
        Identifier = identifier;
        _query = query;
        _name = System.Text.Encoding.UTF8.GetBytes(identifier);
    }

    /// <summary>The name that paths use.</summary>
    public string Identifier { get; }

    /// <summary>Whether a path uses it; one that none uses is refused.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Parses a filter: a query whose fields all begin with the one identifier.</summary>
    public static ArrayFilter Parse(BsonValue filter)
    {
        if (filter.Type != BsonType.Document)
        {
            throw UpdateErrors.SyntaxTypeMismatch(
                $"an array filter must be an object, not {TypeNames.Of(filter.Type)}");
        }

        string? identifier = null;
        FindIdentifier(filter.AsDocument, ref identifier, BsonLimits.NestingDepthMax);
        if (identifier is null)
        {
            throw UpdateErrors.SyntaxFailedToParse(
                "Cannot use an expression without a top-level field name in arrayFilters");
        }

        if (!char.IsAsciiLetterLower(identifier[0]) || !identifier.All(char.IsAsciiLetterOrDigit))
        {
            throw UpdateErrors.SyntaxBadValue(
                "Error parsing array filter: the top-level field name must be an alphanumeric string beginning with a "
                    + $"lowercase letter, found '{identifier}'");
        }

        return new ArrayFilter(identifier, QueryParser.ForEmbedded().Parse(filter.AsDocument.Copy()));
    }

    /// <summary>Whether an item matches.</summary>
    public bool Matches(in BsonValue item, UpdateContext context)
    {
        var arena = context.Values.Arena;
        var start = arena.BeginDocument();
        arena.WriteValue(_name, item);
        arena.End(start);
        context.Values.Continue(arena.DocumentFrom(start));
        var matches = _query.Matches(context.Values);
        context.Values.Continue(context.Before);
        arena.Truncate(start);
        return matches;
    }

    private static void FindIdentifier(BsonDocument query, ref string? identifier, int depthLeft)
    {
        foreach (var element in query)
        {
            if (!element.NameUtf8.StartsWith("$"u8))
            {
                var name = element.Name.Split('.')[0];
                if (identifier is not null && identifier != name)
                {
                    throw UpdateErrors.SyntaxFailedToParse(
                        "Error parsing array filter: expected a single top-level field name, found "
                            + $"'{identifier}' and '{name}'");
                }

                identifier = name;
            }
            else if (element.Type == BsonType.Array && depthLeft > 0)
            {
                foreach (var clause in element.Value.AsArray)
                {
                    if (clause.Type == BsonType.Document)
                    {
                        FindIdentifier(clause.AsDocument, ref identifier, depthLeft - 1);
                    }
                }
            }
        }
    }
}
