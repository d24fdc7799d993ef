using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions;

public class RepeatedExpressionsTests
{
    [Fact]
    public void Every_example_gives_the_same_in_several_places_of_a_stage()
    {
        foreach (var row in ExpressionTable.Rows.Where(row => !row.IsVolatile))
        {
            foreach (var example in row.Examples.Where(example => !ReadsVolatile(example.Expression)))
            {
                var one = Project($$"""{"a": {{example.Expression}}}""", example.Document);
                var three = Project(
                    $$"""{"a": {{example.Expression}}, "b": {{example.Expression}}, "c": [{{example.Expression}}]}""",
                    example.Document,
                    example.Document);

                Assert.Equal(Show(one["a"]), Show(three["a"]));
                Assert.Equal(Show(one["a"]), Show(three["b"]));
            }
        }
    }

    [Fact]
    public void Each_document_is_computed_anew() =>
        Assert.Equal(
            Show("""{"a": "yx", "b": "yx", "c": "yx", "d": 2}"""),
            ShowProject(
                """
                {"a": {"$toLower": "$t"}, "b": {"$toLower": "$t"}, "c": {"$concat": [{"$toLower": "$t"}]},
                 "d": {"$size": {"$split": ["$t", "Y"]}}}
                """,
                """{"t": "X"}""",
                """{"t": "YX"}"""));

    [Fact]
    public void What_depends_on_a_variable_is_computed_for_each_of_its_values() =>
        Assert.Equal(
            Show("""{"a": ["x", "y"], "b": ["a", "c"], "c": 3, "d": 4}"""),
            ShowProject(
                """
                {"a": {"$map": {"input": ["X", "Y"], "in": {"$toLower": "$$this"}}},
                 "b": {"$map": {"input": ["a-b", "c-d"], "in": {"$arrayElemAt": [{"$split": ["$$this", "-"]}, 0]}}},
                 "c": {"$let": {"vars": {"CURRENT": {"n": 3}}, "in": {"$abs": "$n"}}},
                 "d": {"$abs": "$n"}}
                """,
                """{"n": 4}"""));

    [Fact]
    public void What_is_new_each_time_stays_so()
    {
        var made = Project("""{"a": {"$createUUID": {}}, "b": {"$createUUID": {}}}""", "{}");

        Assert.NotEqual(Show(made["a"]), Show(made["b"]));
    }

    [Fact]
    public void A_part_of_a_split_text_is_found_whatever_other_parts_are_wanted() =>
        Assert.Equal(
            Show("""{"_1": "b", "_3": "d", "_2": "c", "all": ["a", "b", "c", "d"], "n": 4}"""),
            ShowProject(
                """
                {"_1": {"$arrayElemAt": [{"$split": ["$t", "/"]}, 1]},
                 "_3": {"$arrayElemAt": [{"$split": ["$t", "/"]}, 3]},
                 "_2": {"$arrayElemAt": [{"$split": ["$t", "/"]}, 2]},
                 "_9": {"$arrayElemAt": [{"$split": ["$t", "/"]}, 9]},
                 "all": {"$split": ["$t", "/"]},
                 "n": {"$size": {"$split": ["$t", "/"]}}}
                """,
                """{"t": "a/b/c/d"}"""));

    private static string Show(string document) => Show(ExtendedJson.ParseValue(document));

    private static string Show(in BsonValue value) =>
        value.IsMissing ? "missing" : ExtendedJson.Format(value, ExtendedJsonOptions.Canonical);

    private static string ShowProject(string fields, params string[] documents) =>
        Show(BsonValue.FromDocument(Project(fields, documents)));

    private static bool ReadsVolatile(string expression) =>
        ExpressionTable.Rows.Any(
            row => row.IsVolatile && expression.Contains($"\"{row.Name}\"", StringComparison.Ordinal));

    // What is made of the last of the documents.
    private static BsonDocument Project(string fields, params string[] documents)
    {
        var compiled = new CompileContext { FoldsConstants = false };
        var transform = TransformCompiler.Compile("$project", ExtendedJson.ParseValue(fields), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var made = BsonDocument.Empty;
        foreach (var document in documents)
        {
            context.Begin(ExtendedJson.Parse(document));
            compiled.Fields.Read(context);
            var output = new BsonWriter();
            transform.Apply(context, output);
            made = output.ToDocument();
        }

        return made;
    }
}
