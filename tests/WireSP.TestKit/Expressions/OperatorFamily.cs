namespace WireSP.TestKit.Expressions;

/// <summary>A family of operators and the expression that stands for it where its cost is measured.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Expression">Extended JSON; reads fields of <see cref="Document"/>, so that nothing is folded.</param>
internal sealed record OperatorFamily(string Name, string Expression)
{
    /// <summary>The document that the expressions read.</summary>
    public const string Document =
        """
        {"price": 1234567, "rate": 0.908, "quantity": 3, "channel": "Channel-42", "angle": 0.5,
         "at": {"$date": "2026-03-01T10:20:30.456Z"}, "items": [5, 3, 9, 1], "others": [3, 4, 5],
         "nested": {"a": 1, "b": "text"}}
        """;

    /// <summary>The families in the order of their names.</summary>
    public static readonly OperatorFamily[] All =
    [
        new("arithmetic", """{"$add": [{"$multiply": ["$price", "$rate"]}, "$quantity"]}"""),
        new("array", """{"$filter": {"input": "$items", "as": "item", "cond": {"$gt": ["$$item", 2]}}}"""),
        new("bitwise", """{"$bitXor": ["$price", {"$bitNot": "$quantity"}]}"""),
        new("boolean", """{"$and": ["$price", {"$not": ["$none"]}, {"$or": ["$none", "$rate"]}]}"""),
        new("comparison", """{"$cmp": ["$price", "$quantity"]}"""),
        new("conditional", """{"$cond": [{"$gte": ["$price", 1000]}, "$channel", {"$ifNull": ["$none", 0]}]}"""),
        new("date", """{"$dateToString": {"date": "$at", "format": "%Y-%m-%d %H:%M:%S"}}"""),
        new("misc", """{"$bsonSize": "$$ROOT"}"""),
        new("object", """{"$mergeObjects": ["$nested", {"c": "$price"}]}"""),
        new("regex", """{"$regexFind": {"input": "$channel", "regex": "([0-9]+)$"}}"""),
        new("script", """{"$function": {"body": "(a, b) => a * b", "args": ["$price", "$rate"], "lang": "js"}}"""),
        new("set", """{"$setIntersection": ["$items", "$others"]}"""),
        new("string", """{"$concat": [{"$toLower": "$channel"}, "/", {"$substrCP": ["$channel", 0, 4]}]}"""),
        new("trigonometry", """{"$atan2": [{"$sin": "$angle"}, {"$cos": "$angle"}]}"""),
        new("type", """{"$toString": {"$toDouble": "$price"}}"""),
        new("variable", """{"$let": {"vars": {"net": {"$multiply": ["$price", 2]}}, "in": {"$add": ["$$net", 1]}}}"""),
    ];

    /// <summary>The expression, ready to be evaluated.</summary>
    public PreparedExpression Prepare() => new(Expression, Document);
}
