using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Nodes;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

public class ExpressionCompilerTests : ExpressionTests
{
    private const string Nested =
        """{ "a": { "b": [{ "c": 1 }, { "c": 2 }, 5, [{ "c": 9 }], { "d": 3 }] }, "n": null }""";

    [Theory]
    [InlineData("\"$a.b.c\"", "[1, 2]", Nested)]
    [InlineData("\"$a.b.x\"", "[]", Nested)]
    [InlineData("\"$a.x.y\"", NoValue, Nested)]
    [InlineData("\"$n.x\"", NoValue, Nested)]
    [InlineData("\"$$ROOT.a.b.c\"", "[1, 2]", Nested)]
    [InlineData("\"$$CURRENT.n\"", "null", Nested)]
    [InlineData("\"$$REMOVE\"", NoValue, Nested)]
    [InlineData("\"$$KEEP\"", "\"keep\"")]
    [InlineData("""{ "$let": { "vars": { "CURRENT": "$a" }, "in": "$b.c" } }""", "[1, 2]", Nested)]
    [InlineData("""{ "x": "$n", "y": "$zz", "z": ["$zz", 1] }""", """{ "x": null, "z": [null, 1] }""", Nested)]
    [InlineData("""[{ "v": "$n" }, [{ "$add": [1, 2] }]]""", """[{ "v": null }, [3]]""", Nested)]
    [InlineData("\"no path\"", "\"no path\"")]
    [InlineData("{}", "{}")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("\"$\"", 16872)]
    [InlineData("\"$a.\"", 40353)]
    [InlineData("\"$a..b\"", 15998)]
    [InlineData("\"$a.$b\"", 16410)]
    [InlineData("\"$$nope\"", 17276)]
    [InlineData("\"$$NOW\"", 17276)]
    [InlineData("\"$$CLUSTER_TIME\"", 17276)]
    [InlineData("""{ "$add": [1], "x": 2 }""", 15983)]
    [InlineData("""{ "a.b": 1 }""", 16412)]
    [InlineData("""{ "$nope": 1 }""", 168)]
    [InlineData("""{ "$divide": [1] }""", 16020)]
    public void Rejects(string expression, int code) => Fails(expression, code);

    [Fact]
    public void A_path_that_is_read_twice_has_one_slot()
    {
        var context = new CompileContext();
        _ = ExpressionCompiler.Compile(
            ExtendedJson.ParseValue("""{ "$add": ["$a.b", { "$multiply": ["$a.b", "$c"] }, "$$ROOT.c"] }"""), context);

        Assert.Equal(["a.b", "c"], context.Fields.Paths);
    }

    [Fact]
    public void What_depends_on_no_document_is_computed_when_compiling()
    {
        var folded = ExpressionCompiler.Compile(
            ExtendedJson.ParseValue("""{ "$add": [1, { "$multiply": [2, 3] }] }"""), new CompileContext());
        var random = ExpressionCompiler.Compile(ExtendedJson.ParseValue("""{ "$rand": {} }"""), new CompileContext());

        Assert.Equal(7, Assert.IsType<Constant>(folded).Value.AsInt32);
        Assert.IsNotType<Constant>(random);
    }

    [Theory]
    [InlineData("{ $divide: [1, 0] }", 16608, "$divide.1")]
    [InlineData("{ $add: ['a', 1] }", 16554, "$add.0")]
    [InlineData("{ x: [{ $toInt: 'abc' }] }", 241, "x.0.$toInt")]
    [InlineData("{ $size: 'items' }", 17124, "$size")]
    [InlineData("{ $map: { input: '$a', in: { $divide: [1, 0] } } }", 16608, "$map.in.$divide.1")]
    [InlineData("{ $reduce: { input: '$a', initialValue: 0, in: { $year: 'x' } } }", 16006, "$reduce.in.$year")]
    public void A_constant_that_fails_is_refused_also_where_nothing_may_come_to_it(
        string expression, int code, string path) =>
        Assert.NotEmpty(Refused(expression, code, path));

    // The server is seen to compute constants in the body of a $map; that it does so in branches is unverified.
    [Theory]
    [InlineData("{ $cond: ['$a', 1, { $toInt: 'abc' }] }", 241, "$cond.2.$toInt")]
    [InlineData("{ $switch: { branches: [{ case: '$a', then: { $sqrt: -1 } }] } }", 28714, "$switch.then.$sqrt")]
    [InlineData("{ $convert: { input: '$a', to: 'int', onError: { $ln: 0 } } }", 28766, "$convert.onError.$ln")]
    public void A_constant_that_fails_is_refused_in_branches_unverified(string expression, int code, string path) =>
        Assert.NotEmpty(Refused(expression, code, path));

    [Theory]
    [InlineData(
        "{ $size: 'items' }", 17124, "$size",
        "$size takes an array, not string; found \"items\"; a field is written \"$items\"")]
    [InlineData("{ $toInt: 'qty' }", 241, "$toInt", "'qty' cannot be read as int; a field is written \"$qty\"")]
    [InlineData("{ $year: 5 }", 16006, "$year", "$year takes a date, a timestamp or an objectId, not int; found 5")]
    [InlineData(
        "{ $toInt: { $concat: ['a', 'b'] } }", 241, "$toInt",
        "'ab' cannot be read as int; nothing in it depends on a document")]
    public void What_is_said_of_a_constant_names_it_and_what_may_have_been_meant(
        string expression, int code, string path, string message) =>
        Assert.Equal(message, Refused(expression, code, path));

    [Theory]
    [InlineData("""{ "$convert": { "input": "abc", "to": "int", "onError": -1 } }""", "-1")]
    [InlineData("""{ "$dateFromString": { "dateString": "soon", "onError": "?" } }""", "\"?\"")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "2024-13-01", "format": "%Y-%m-%d", "onError": null } }""", "null")]
    [InlineData("""{ "$dateToString": { "date": null, "onNull": "never" } }""", "\"never\"")]
    public void A_constant_that_fails_gives_what_stands_in_for_failures(string expression, string expected) =>
        Evaluates(expression, expected);

    [Fact]
    public void A_failure_says_where_in_the_expression_it_is()
    {
        var error = Assert.Throws<ExpressionSyntaxException>(() => ExpressionCompiler.Compile(
            ExtendedJson.ParseValue("""{ "x": { "$cond": { "if": true, "then": ["$$nope"], "else": 1 } } }"""),
            new CompileContext()));

        Assert.Equal("x.$cond.then.0", error.Path);
        Assert.Contains("nope", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_seen_inside_only()
    {
        Evaluates(
            """
            { "$let": { "vars": { "x": 1 }, "in": { "$let": { "vars": { "x": { "$add": ["$$x", 10] }, "y": "$$x" },
                "in": ["$$x", "$$y"] } } } }
            """,
            "[11, 1]");
        Fails("""{ "$add": [{ "$let": { "vars": { "x": 1 }, "in": "$$x" } }, "$$x"] }""", 17276);
    }
}
