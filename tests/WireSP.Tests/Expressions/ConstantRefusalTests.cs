using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;

namespace WireSP.Tests.Expressions;

public class ConstantRefusalTests
{
    [Theory]
    [InlineData("'items'", "", "it is wrong; found \"items\"; a field is written \"$items\"")]
    [InlineData("'order.items'", "input", "it is wrong; found \"order.items\"; a field is written \"$order.items\"")]
    [InlineData("'two words'", "", "it is wrong; found \"two words\"")]
    [InlineData("5", "1", "it is wrong; found 5")]
    [InlineData("{ a: [1, 2] }", "", "it is wrong; found {\"a\":[1,2]}")]
    public void It_shows_the_constant_and_the_field_that_may_be_meant(string constant, string path, string message)
    {
        var refusal = ConstantRefusal.Of(new EvaluationException(9, "it is wrong"), Value(constant), path);

        Assert.Equal((9, path, message), (refusal.Code, refusal.Path, refusal.Message));
    }

    [Fact]
    public void What_is_told_already_is_not_told_again_and_what_is_long_is_cut()
    {
        var told = ConstantRefusal.Of(new EvaluationException(9, "no unit 'days'"), "days", mayBeField: false);
        var cut = ConstantRefusal.Of(new EvaluationException(9, "no"), new string(' ', 100));

        Assert.Equal("no unit 'days'", told.Message);
        Assert.Equal($"no; found \"{new string(' ', 59)}…", cut.Message);
    }

    [Theory]
    [InlineData("$mergeObjects", "'doc'", 40400)]
    [InlineData("$concatArrays", "'tags'", 28664)]
    [InlineData("$setUnion", "5", 17043)]
    [InlineData("$firstN", "{ input: '$a', n: 0 }", 5787908)]
    public void Accumulators_refuse_constants_that_fail_each_document(string name, string argument, int code)
    {
        var error = Assert.Throws<ExpressionSyntaxException>(
            () => AccumulatorCompiler.Compile(name, Value(argument), new CompileContext()));

        Assert.Equal(code, error.Code);
        Assert.StartsWith(name, error.Path, StringComparison.Ordinal);
    }

    private static BsonValue Value(string text) => ExtendedJson.ParseLenientValue(text);
}
