using WireSP.Bson;
using WireSP.Expressions.Matching;

namespace WireSP.Expressions.Updates;

/// <summary>
/// <c>$pull</c> and <c>$pullAll</c>: takes all items of an array away that a condition matches or that are one of
/// several values.
/// </summary>
internal sealed class PullModifier : FieldModifier
{
    private readonly string _name;
    private readonly ValueTest _test;

    private PullModifier(string name, string path, ValueTest test)
        : base(path)
    {
        _name = name;
        _test = test;
    }

    /// <summary>Parses a condition: operators for an item, a query for items that are documents, or a value.</summary>
    public static PullModifier Parse(string path, BsonValue argument)
    {
        ValueTest test = argument.Type switch
        {
            BsonType.Document when !FieldQuery.IsOperators(argument.AsDocument) || IsQuery(argument.AsDocument) =>
                new DocumentItemTest(QueryParser.ForEmbedded().Parse(argument.AsDocument)),
            BsonType.Document or BsonType.RegularExpression => new FieldQuery(path).Parse(argument),
            _ => new ComparisonTest(argument, ComparisonTest.Orders.Equal),
        };
        return new PullModifier("$pull", path, test);
    }

    /// <summary>Parses the array of values.</summary>
    public static PullModifier ParseAll(string path, BsonValue argument)
    {
        if (argument.Type != BsonType.Array)
        {
            throw UpdateErrors.SyntaxBadValue(
                $"$pullAll requires an array argument but was given a {TypeNames.Of(argument.Type)}", path);
        }

        List<BsonValue> values = [];
        foreach (var item in argument.AsArray)
        {
            values.Add(item);
        }

        return new PullModifier("$pullAll", path, new InTest(values, []));
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        if (current.IsMissing)
        {
            return current;
        }

        if (current.Type != BsonType.Array)
        {
            throw UpdateErrors.BadValue($"Cannot apply {_name} to a non-array value: the field '{Path}' is of type "
                + TypeNames.Of(current.Type));
        }

        var values = context.Values;
        var mark = values.Mark;
        foreach (var item in current.AsArray)
        {
            if (!_test.Matches(item, values))
            {
                values.Push(item);
            }
        }

        return values.TakeArray(mark);
    }

    private static bool IsQuery(BsonDocument document)
    {
        foreach (var element in document)
        {
            return QueryParser.TopLevelOperators.Contains(element.Name);
        }

        return false;
    }

    /// <summary>An item that is a document and matches a query.</summary>
    private sealed class DocumentItemTest(Predicate query) : ValueTest
    {
        public override bool Matches(in BsonValue value, EvaluationContext context)
        {
            if (value.Type != BsonType.Document)
            {
                return false;
            }

            var root = context.Root;
            context.Continue(value.AsDocument);
            var matches = query.Matches(context);
            context.Continue(root);
            return matches;
        }
    }
}
