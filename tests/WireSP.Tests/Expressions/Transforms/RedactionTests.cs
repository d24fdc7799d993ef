using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Transforms;

public class RedactionTests
{
    private const string Levels =
        "{ l: 1, a: { l: 5, x: 1 }, b: [{ l: 1 }, { l: 5 }, 7, [{ l: 5 }, { l: 1 }]], s: 'x' }";

    [Theory]
    [InlineData("{ $cond: [{ $gt: ['$l', 3] }, '$$PRUNE', '$$DESCEND'] }",
        "{ l: 1, b: [{ l: 1 }, 7, [{ l: 1 }]], s: 'x' }")]
    [InlineData("{ $cond: [{ $gt: ['$$CURRENT.l', 3] }, '$$PRUNE', '$$DESCEND'] }",
        "{ l: 1, b: [{ l: 1 }, 7, [{ l: 1 }]], s: 'x' }")]
    [InlineData("{ $cond: [{ $eq: ['$$ROOT.l', 1] }, '$$DESCEND', '$$PRUNE'] }", Levels)]
    [InlineData("'$$DESCEND'", Levels)]
    [InlineData("{ $literal: 'descend' }", Levels)]
    [InlineData("'$$KEEP'", "kept")]
    [InlineData("'$$PRUNE'", "pruned")]
    public void Each_document_is_decided_for(string expression, string expected) =>
        Assert.Equal(Normal(expected), Normal(Apply(expression)));

    [Theory]
    [InlineData("'$s'")]
    [InlineData("{ $cond: [{ $gt: ['$l', 3] }, '$x', '$$DESCEND'] }")]
    public void Another_decision_fails_the_document(string expression) =>
        Assert.Equal(17053, Assert.Throws<EvaluationException>(() => Apply(expression)).Code);

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("'keep it'")]
    public void Another_decision_that_is_constant_is_refused(string expression) =>
        Assert.Equal(17053, Assert.Throws<ExpressionSyntaxException>(() => Apply(expression)).Code);

    private static string Normal(string text) => text.StartsWith('{')
        ? ExtendedJson.Format(ExtendedJson.ParseLenient(text), ExtendedJsonOptions.Canonical)
        : text;

    private static string Apply(string expression)
    {
        var compiled = new CompileContext();
        var redaction = Redaction.Compile(ExtendedJson.ParseLenientValue(expression), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(ExtendedJson.ParseLenient(Levels));
        compiled.Fields.Read(context);
        var output = new BsonWriter();
        return redaction.Apply(context, output) switch
        {
            RedactionOutcome.Kept => "kept",
            RedactionOutcome.Pruned => "pruned",
            _ => ExtendedJson.Format(output.ToDocument(), ExtendedJsonOptions.Canonical),
        };
    }
}
