using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>The operators that a query may use below a field, sorted by name.</summary>
internal static class FieldOperatorTable
{
    private static readonly (string Name, FieldOperatorFactory Factory)[] Sorted =
    [
        ("$all", AllOperator.Parse),
        ("$bitsAllClear", (argument, query) => new BitsTest(
            BitPositions.Parse("$bitsAllClear", argument, query.Path), wantsSet: false, wantsAll: true)),
        ("$bitsAllSet", (argument, query) => new BitsTest(
            BitPositions.Parse("$bitsAllSet", argument, query.Path), wantsSet: true, wantsAll: true)),
        ("$bitsAnyClear", (argument, query) => new BitsTest(
            BitPositions.Parse("$bitsAnyClear", argument, query.Path), wantsSet: false, wantsAll: false)),
        ("$bitsAnySet", (argument, query) => new BitsTest(
            BitPositions.Parse("$bitsAnySet", argument, query.Path), wantsSet: true, wantsAll: false)),
        ("$elemMatch", ElemMatchOperator.Parse),
        ("$eq", (argument, _) => Equal("$eq", argument)),
        ("$exists", ExistsTest.Parse),
        ("$gt", (argument, query) => Range(argument, query, ComparisonTest.Orders.Greater)),
        ("$gte", (argument, query) => Range(
            argument, query, ComparisonTest.Orders.Greater | ComparisonTest.Orders.Equal)),
        ("$in", (argument, _) => InTest.Parse("$in", argument)),
        ("$lt", (argument, query) => Range(argument, query, ComparisonTest.Orders.Less)),
        ("$lte", (argument, query) => Range(
            argument, query, ComparisonTest.Orders.Less | ComparisonTest.Orders.Equal)),
        ("$mod", ModTest.Parse),
        ("$ne", (argument, _) => new NotTest(NotEqual(argument))),
        ("$nin", (argument, _) => new NotTest(InTest.Parse("$nin", argument))),
        ("$not", NotOperator.Parse),
        ("$size", SizeTest.Parse),
        ("$type", TypeTest.Parse),
    ];

    private static readonly FrozenDictionary<string, FieldOperatorFactory> ByName =
        Sorted.ToFrozenDictionary(row => row.Name, row => row.Factory, StringComparer.Ordinal);

    /// <summary>The operators' names in order, <c>$regex</c> with its <c>$options</c> included.</summary>
    public static IEnumerable<string> Names =>
        Sorted.Select(row => row.Name).Append("$options").Append("$regex").Order(StringComparer.Ordinal);

    /// <summary>Finds an operator by its name.</summary>
    public static bool TryFind(string name, [MaybeNullWhen(false)] out FieldOperatorFactory factory) =>
        ByName.TryGetValue(name, out factory);

    private static ComparisonTest Equal(string name, BsonValue argument) =>
        argument.Type == BsonType.Undefined
            ? throw MatchErrors.BadValue($"{name} cannot compare to undefined")
            : new ComparisonTest(argument, ComparisonTest.Orders.Equal);

    private static ComparisonTest NotEqual(BsonValue argument) =>
        argument.Type == BsonType.RegularExpression
            ? throw MatchErrors.BadValue("Can't have regex as arg to $ne; use $not")
            : Equal("$ne", argument);

    private static ComparisonTest Range(BsonValue argument, FieldQuery query, ComparisonTest.Orders accepted) =>
        argument.Type switch
        {
            BsonType.RegularExpression =>
                throw MatchErrors.BadValue($"Can't have RegEx as arg to predicate over field '{query.Path}'."),
            BsonType.Undefined => throw MatchErrors.ComparedToUndefined(),
            _ => new ComparisonTest(argument, accepted),
        };
}
