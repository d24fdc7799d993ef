using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Transforms;

public class TransformCompilerTests
{
    private const string Input =
        "{ _id: 1, a: { b: { c: 1, d: 2 }, e: 3 }, x: [{ y: 1, z: 2 }, 5, [{ y: 9, z: 8 }], null], s: 'str' }";

    [Theory]
    [InlineData("$project", "{ s: 1 }", "{ _id: 1, s: 'str' }")]
    [InlineData("$project", "{ _id: 0, 'a.b.c': 1, 'a.e': 1 }", "{ a: { b: { c: 1 }, e: 3 } }")]
    [InlineData("$project", "{ _id: 0, x: { y: 1 } }", "{ x: [{ y: 1 }, [{ y: 9 }]] }")]
    [InlineData("$project", "{ x: 0, 'a.b': 0 }", "{ _id: 1, a: { e: 3 }, s: 'str' }")]
    [InlineData("$project", "{ _id: 0, r: '$s', s: 1 }", "{ s: 'str', r: 'str' }")]
    [InlineData("$project", "{ _id: 0, 'a.e': '$$REMOVE' }", "{ a: { } }")]
    [InlineData("$project", "{ _id: 0, 'n.m': '$s' }", "{ n: { m: 'str' } }")]
    [InlineData("$project", "{ _id: 0, 'x.y': '$s' }",
        "{ x: [{ y: 'str' }, { y: 'str' }, [{ y: 'str' }], { y: 'str' }] }")]
    [InlineData("$project", "{ _id: '$s' }", "{ _id: 'str' }")]
    [InlineData("$unset", "['a', 'x.y', 's']", "{ _id: 1, x: [{ z: 2 }, 5, [{ z: 8 }], null] }")]
    [InlineData("$replaceRoot", "{ newRoot: '$a.b' }", "{ c: 1, d: 2 }")]
    [InlineData("$replaceWith", "{ v: '$s' }", "{ v: 'str' }")]
    public void Makes(string stage, string argument, string expected) =>
        Assert.Equal(Normal(expected), Normal(Apply(stage, argument, Input)));

    [Theory]
    [InlineData("{ a: 2 }", "{ a: 1, b: 1 }", "{ a: 2, b: 1 }")]
    [InlineData("{ a: 'longer' }", "{ a: 1, b: 1 }", "{ a: 'longer', b: 1 }")]
    [InlineData("{ a: '$b', b: '$a' }", "{ b: 1, z: 0, a: 'x' }", "{ b: 'x', z: 0, a: 1 }")]
    [InlineData("{ c: 1 }", "{ a: 1 }", "{ a: 1, c: 1 }")]
    [InlineData("{ a: '$$REMOVE' }", "{ a: 1, b: 1 }", "{ b: 1 }")]
    [InlineData("{ 'a.b': 2 }", "{ a: [{ b: 1, c: 1 }, 5] }", "{ a: [{ b: 2, c: 1 }, { b: 2 }] }")]
    [InlineData("{ 'a.b': 2 }", "{ }", "{ a: { b: 2 } }")]
    [InlineData("{ a: { b: 2 } }", "{ a: { b: 1, c: 1 } }", "{ a: { b: 2, c: 1 } }")]
    public void Set_keeps_places_and_appends_what_is_new(string argument, string document, string expected) =>
        Assert.Equal(Normal(expected), Normal(Apply("$set", argument, document)));

    [Theory]
    [InlineData("$project", "{ }", 51272)]
    [InlineData("$project", "{ a: 1, s: 0 }", 31254)]
    [InlineData("$project", "{ a: 0, s: 1 }", 31253)]
    [InlineData("$project", "{ a: 1, 'a.b': 1 }", 31249)]
    [InlineData("$project", "{ a: { } }", 51270)]
    [InlineData("$project", "{ '': 1 }", 40352)]
    [InlineData("$project", "{ a: { $nope: 1 } }", 31325)]
    [InlineData("$project", "{ a: { b: { $exists: 1 } } }", 31325)]
    [InlineData("$project", "{ a: { $add: [{ $nope: 1 }] } }", 168)]
    [InlineData("$set", "{ a: { $nope: 1 } }", 168)]
    [InlineData("$project", "{ 'x.$': 1 }", 31324)]
    [InlineData("$set", "{ }", 40177)]
    [InlineData("$set", "{ a: 1, 'a.b': 1 }", 40176)]
    [InlineData("$set", "{ a: { 'b.c': 1 } }", 40183)]
    [InlineData("$set", "{ 'a.': 1 }", 40353)]
    [InlineData("$unset", "[]", 31119)]
    [InlineData("$unset", "[5]", 31120)]
    [InlineData("$unset", "5", 31002)]
    [InlineData("$replaceRoot", "{ root: '$a' }", 40230)]
    [InlineData("$replaceRoot", "{ newRoot: 'doc' }", 40228)]
    [InlineData("$replaceWith", "5", 40228)]
    [InlineData("$replaceWith", "{ $literal: [1] }", 40228)]
    public void A_stage_that_is_not_legal_is_refused(string stage, string argument, int code) =>
        Assert.Equal(
            code,
            Assert.Throws<ExpressionSyntaxException>(
                () => TransformCompiler.Compile(
                    stage, ExtendedJson.ParseLenientValue(argument), new CompileContext())).Code);

    [Fact]
    public void A_root_that_is_no_document_fails_the_document() =>
        Assert.Equal(
            40228,
            Assert.Throws<EvaluationException>(() => Apply("$replaceRoot", "{ newRoot: '$s' }", Input)).Code);

    [Fact]
    public void What_is_unchanged_or_promoted_is_forwarded_without_a_copy()
    {
        Assert.Equal(Normal(Input), Normal(Forward("$unset", "'none'")));
        Assert.Equal(Normal("{ c: 1, d: 2 }"), Normal(Forward("$replaceRoot", "{ newRoot: '$a.b' }")));
    }

    private static BsonDocument Forward(string stage, string argument)
    {
        var (transform, context) = Prepare(stage, argument, Input);
        Assert.True(transform.TryForward(context, out var document));
        Assert.Same(context.Root.Buffer, document.Buffer);
        return document;
    }

    private static BsonDocument Apply(string stage, string argument, string document)
    {
        var (transform, context) = Prepare(stage, argument, document);
        var writer = new BsonWriter();
        transform.Apply(context, writer);
        return writer.ToDocument();
    }

    private static (DocumentTransform Transform, EvaluationContext Context) Prepare(
        string stage, string argument, string document)
    {
        var compiled = new CompileContext();
        var transform = TransformCompiler.Compile(stage, ExtendedJson.ParseLenientValue(argument), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(ExtendedJson.ParseLenient(document));
        compiled.Fields.Read(context);
        return (transform, context);
    }

    private static string Normal(string document) => Normal(ExtendedJson.ParseLenient(document));

    private static string Normal(BsonDocument document) =>
        ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);
}
