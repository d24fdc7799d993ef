using WireSP.Bson;
using WireSP.Expressions.Matching.Schemas;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Parses a query document: fields and top-level operators, all of which must match. With a compile context the fields
/// get slots; without one, the query is for embedded documents and looks its fields up by walking.
/// </summary>
internal sealed class QueryParser
{
    /// <summary>Operators that stand beside fields and not below them.</summary>
    public static readonly IReadOnlyList<string> TopLevelOperators =
        ["$alwaysFalse", "$alwaysTrue", "$and", "$comment", "$expr", "$jsonSchema", "$nor", "$or", "$sampleRate"];

    private readonly CompileContext? _context;
    private int _depth;

    private QueryParser(CompileContext? context) => _context = context;

    /// <summary>A parser of queries over the context's own documents.</summary>
    public static QueryParser For(CompileContext context) => new(context);

    /// <summary>A parser of queries over documents inside arrays.</summary>
    public static QueryParser ForEmbedded() => new(null);

    /// <summary>Parses a query.</summary>
    public Predicate Parse(BsonDocument query)
    {
        if (++_depth > BsonLimits.NestingDepthMax)
        {
            throw MatchErrors.BadValue("the query is nested too deeply");
        }

        List<Predicate> clauses = [];
        foreach (var element in query)
        {
            var (name, argument) = (element.Name, element.Value);
            if (MatchErrors.At(name, () => ParseClause(name, argument)) is { } clause)
            {
                clauses.Add(clause);
            }
        }

        _depth--;
        return AndPredicate.Of(clauses);
    }

    private Predicate? ParseClause(string name, BsonValue argument) =>
        name.StartsWith('$')
            ? ParseOperator(name, argument)
            : new FieldQuery(name).Parse(argument).At(new QueryPath(name, _context?.Fields));

    private Predicate? ParseOperator(string name, BsonValue argument)
    {
        switch (name)
        {
            case "$and":
                return AndPredicate.Of(ParseClauses(name, argument));
            case "$or":
                return new OrPredicate(ParseClauses(name, argument));
            case "$nor":
                return new NotPredicate(new OrPredicate(ParseClauses(name, argument)));
            case "$comment":
                return null;
            case "$expr":
                return _context is null
                    ? throw MatchErrors.BadValue("$expr can only be applied to the top-level document")
                    : new ExprPredicate(ExpressionCompiler.Compile(argument, _context));
            case "$jsonSchema":
                return _context is null
                    ? throw MatchErrors.BadValue("$jsonSchema can only be applied to the top-level document")
                    : SchemaParser.Parse(argument);
            case "$sampleRate":
                return SampleRatePredicate.Parse(argument);
            case "$alwaysTrue" or "$alwaysFalse":
                return Integers.TryExact(argument, out var one) && one == 1
                    ? new ConstantPredicate(name == "$alwaysTrue")
                    : throw MatchErrors.FailedToParse($"{name} must be an integer value of 1");
            default:
                throw RefusedOperators.TryFind(name, out var refusal)
                    ? refusal
                    : MatchErrors.UnknownTopLevelOperator(name);
        }
    }

    private Predicate[] ParseClauses(string name, BsonValue argument)
    {
        if (argument.Type != BsonType.Array)
        {
            throw MatchErrors.BadValue($"{name} must be an array, found {TypeNames.Of(argument.Type)}");
        }

        if (argument.AsArray.IsEmpty)
        {
            throw MatchErrors.BadValue($"{name} must be a nonempty array");
        }

        List<Predicate> clauses = [];
        foreach (var item in argument.AsArray)
        {
            clauses.Add(MatchErrors.At(clauses.Count, () => item.Type == BsonType.Document
                ? Parse(item.AsDocument)
                : throw MatchErrors.BadValue(
                    $"the entries of {name} need to be full objects, found {TypeNames.Of(item.Type)}")));
        }

        return [.. clauses];
    }
}
