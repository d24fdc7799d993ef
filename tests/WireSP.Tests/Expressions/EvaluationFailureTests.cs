using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions;

public class EvaluationFailureTests
{
    // Where an expression may stand in a stage.
    private static readonly string[] Places =
    [
        """{"r": ?}""",
        """{"q": 1, "r": [?], "s": ?}""",
        """{"r": {"$cond": [true, ?, 1]}}""",
        """{"r": {"$ifNull": ["$none", ?, 2]}}""",
        """{"r": {"$abs": ?}}""",
        """{"r": {"$atan2": [1, ?]}}""",
        """{"r": {"$eq": [?, 1]}}""",
        """{"r": {"$and": [?, 1]}}""",
        """{"r": {"$max": [1, ?]}}""",
        """{"r": {"$let": {"vars": {"x": ?}, "in": 1}}}""",
        """{"r": {"$let": {"vars": {}, "in": ?}}}""",
    ];

    [Theory]
    [InlineData("""{"$multiply": ["$t", 2]}""", 16555, "$multiply takes a number, not string")]
    [InlineData("""{"$multiply": [2, "$t", 1]}""", 16555, "$multiply takes a number, not string")]
    [InlineData("""{"$add": [1, "$t"]}""", 16554, "$add takes numbers and dates, not string")]
    [InlineData("""{"$add": ["$at", "$at"]}""", 16612, "$add takes only one date")]
    [InlineData("""{"$subtract": ["$n", "$at"]}""", 16556, "$subtract cannot take date from int")]
    [InlineData("""{"$subtract": ["$at", "$t"]}""", 16613, "$subtract cannot take string from a date")]
    [InlineData("""{"$divide": ["$n", "$t"]}""", 16609, "$divide takes numbers, not int and string")]
    [InlineData("""{"$divide": ["$n", 0]}""", 16608, "can't $divide by zero")]
    [InlineData("""{"$mod": ["$n", 0]}""", 16610, "can't $mod by zero")]
    [InlineData("""{"$mod": ["$t", "$n"]}""", 16611, "$mod takes numbers, not string and int")]
    [InlineData("""{"$concat": ["a", "$n"]}""", 16702, "$concat takes strings, not int")]
    [InlineData(
        """{"$switch": {"branches": [{"case": "$none", "then": 1}]}}""",
        40066,
        "$switch found no branch that is true, and has no default")]
    public void A_failure_is_the_same_with_an_exception_and_without(string expression, int code, string reason)
    {
        foreach (var place in Places)
        {
            Check(place.Replace("?", expression, StringComparison.Ordinal), code, reason);
        }
    }

    private static void Check(string fields, int code, string reason)
    {
        foreach (var stage in (string[])["$set", "$project"])
        {
            var compiled = new CompileContext { FoldsConstants = false };
            var transform = TransformCompiler.Compile(stage, ExtendedJson.ParseValue(fields), compiled);
            var context = compiled.CreateEvaluationContext(TimeProvider.System);
            context.Begin(ExtendedJson.Parse("""{"n": 5, "t": "x", "at": {"$date": "2024-01-01T00:00:00Z"}}"""));
            compiled.Fields.Read(context);

            var error = Assert.Throws<EvaluationException>(() => transform.Apply(context, new BsonWriter()));

            Assert.Equal((code, reason), (error.Code, error.Message));
        }
    }
}
