using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// A property whose name has dots, which the server takes for a path: where it leads anywhere, a value there has to
/// match.
/// </summary>
internal sealed class PropertyPathTest(string path, ValueTest schema) : ValueTest
{
    private readonly Predicate _exists = new QueryPath(path, null).Ask(new ExistsTest());
    private readonly Predicate _matches = new QueryPath(path, null).Ask(new WholeTest(schema));

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        var root = context.Root;
        context.Continue(value.AsDocument);
        var matches = !_exists.Matches(context) || _matches.Matches(context);
        context.Continue(root);
        return matches;
    }

    private sealed class WholeTest(ValueTest schema) : ValueTest
    {
        public override bool TestsItems => false;

        public override bool Matches(in BsonValue value, EvaluationContext context) =>
            !value.IsMissing && schema.Matches(value, context);
    }
}
