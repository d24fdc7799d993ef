using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class PushTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 2 }, {}, { "v": 1 }]""", "[2, 1]")]
    [InlineData("\"$v\"", """[{ "v": null }]""", "[null]")]
    [InlineData("\"$v\"", "[{}]", "[]")]
    [InlineData(
        "\"$v\"",
        """[{ "v": "text" }, { "v": { "x": [1] } }, { "v": { "$oid": "5ab9cbfa31c2ab715d42129e" } }]""",
        """["text", { "x": [1] }, { "$oid": "5ab9cbfa31c2ab715d42129e" }]""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$push", argument, documents, expected);

    [Theory]
    [InlineData("""["$k", "$zz"]""", 40237, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$push", argument, code, documents);
}
