using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>Compiles what may stand for an update: operators, a replacement document, or a pipeline.</summary>
public static class UpdateCompiler
{
    /// <summary>Compiles an update.</summary>
    /// <param name="update">A document of operators, a replacement, or an array of stages.</param>
    /// <param name="arrayFilters">The queries that <c>$[id]</c> names in paths; missing for none.</param>
    /// <param name="variableNames">Variables that a pipeline may use, their values in
    /// <see cref="UpdateContext.Variables"/>: those of <c>let</c>, <c>new</c>, <c>NOW</c>.</param>
    /// <exception cref="ExpressionSyntaxException">The update is not legal; says where and why.</exception>
    public static UpdateOperation Compile(
        BsonValue update, BsonValue arrayFilters = default, IReadOnlyList<string>? variableNames = null)
    {
        var filters = ParseFilters(arrayFilters);
        switch (update.Type)
        {
            case BsonType.Array:
                return filters.Count == 0
                    ? PipelineUpdate.Compile(update.AsArray, variableNames ?? [])
                    : throw UpdateErrors.SyntaxFailedToParse("Cannot specify arrayFilters and a pipeline update");
            case BsonType.Document when StartsWithDollar(update.AsDocument):
                return CompileOperators(update.AsDocument, filters);
            case BsonType.Document:
                return filters.Count == 0
                    ? new ReplacementUpdate(update.AsDocument)
                    : throw UpdateErrors.SyntaxFailedToParse("Cannot specify arrayFilters and a replacement document");
            default:
                throw UpdateErrors.SyntaxFailedToParse(
                    $"an update must be an object or an array of stages, not {TypeNames.Of(update.Type)}");
        }
    }

    private static List<ArrayFilter> ParseFilters(BsonValue arrayFilters)
    {
        List<ArrayFilter> filters = [];
        if (arrayFilters.IsNullish)
        {
            return filters;
        }

        if (arrayFilters.Type != BsonType.Array)
        {
            throw UpdateErrors.SyntaxTypeMismatch(
                $"arrayFilters must be an array of objects, not {TypeNames.Of(arrayFilters.Type)}");
        }

        foreach (var item in arrayFilters.AsArray)
        {
            var filter = ArrayFilter.Parse(item);
            if (filters.Exists(other => other.Identifier == filter.Identifier))
            {
                throw UpdateErrors.SyntaxFailedToParse(
                    $"Found multiple array filters with the same top-level field name {filter.Identifier}");
            }

            filters.Add(filter);
        }

        return filters;
    }

    private static ModifierUpdate CompileOperators(BsonDocument update, List<ArrayFilter> filters)
    {
        var tree = new UpdateTree(filters);
        foreach (var element in update)
        {
            var name = element.Name;
            if (!ModifierTable.TryFind(name, out var factory))
            {
                throw UpdateErrors.SyntaxFailedToParse(
                    $"Unknown modifier: {name}. Expected a valid update modifier or pipeline-style update specified as "
                        + $"an array{NearestName.HintAfterText(name, ModifierTable.Names)}",
                    name);
            }

            if (element.Type != BsonType.Document)
            {
                throw UpdateErrors.SyntaxFailedToParse(
                    $"Modifiers operate on fields but we found type {TypeNames.Of(element.Type)} instead. For example: "
                        + $"{{{name}: {{<field>: ...}}}} not {{{name}: {UpdateErrors.Show(element.Value)}}}",
                    name);
            }

            foreach (var field in element.Value.AsDocument)
            {
                factory(field.Name, field.Value.Copy(), tree);
            }
        }

        tree.CheckFilters();
        return new ModifierUpdate(tree.Root, tree.NeedsMatchedItem);
    }

    private static bool StartsWithDollar(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.NameUtf8.StartsWith("$"u8);
        }

        return false;
    }
}
