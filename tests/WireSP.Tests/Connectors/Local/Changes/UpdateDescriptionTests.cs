using WireSP.Bson;
using WireSP.Connectors.Local.Changes;

namespace WireSP.Tests.Connectors.Local.Changes;

public class UpdateDescriptionTests
{
    [Theory]
    [InlineData("{ a: 1 }", "{ a: 2 }", "{\"a\":2}", "[]", "[]")]
    [InlineData("{ a: 1 }", "{ a: NumberLong(1) }", "{\"a\":1}", "[]", "[]")]
    [InlineData("{ b: 1, a: 1 }", "{}", "{}", "[\"a\",\"b\"]", "[]")]
    [InlineData("{ a: { b: 1, c: 2 } }", "{ a: { b: 3 } }", "{\"a.b\":3}", "[\"a.c\"]", "[]")]
    [InlineData("{ a: {} }", "{ a: { b: 1 } }", "{\"a.b\":1}", "[]", "[]")]
    [InlineData("{}", "{ a: { b: 1 } }", "{\"a\":{\"b\":1}}", "[]", "[]")]
    [InlineData("{ a: [1, 2, 3] }", "{ a: [1, 2, 3, 4] }", "{\"a.3\":4}", "[]", "[]")]
    [InlineData("{ a: [1, 2, 3] }", "{ a: [1, 9, 3] }", "{\"a.1\":9}", "[]", "[]")]
    [InlineData("{ a: [1, 2, 3] }", "{ a: [1, 2] }", "{}", "[]", "[{\"field\":\"a\",\"newSize\":2}]")]
    [InlineData("{ a: [1, 2, 3] }", "{ a: [2, 3] }", "{\"a\":[2,3]}", "[]", "[]")]
    [InlineData("{ a: [{ b: 1, c: 1 }, 2] }", "{ a: [{ b: 2, c: 1 }, 2] }", "{\"a.0.b\":2}", "[]", "[]")]
    [InlineData("{ a: { 'x.y': 1 } }", "{ a: { 'x.y': 2 } }", "{\"a\":{\"x.y\":2}}", "[]", "[]")]
    public void Tells_the_difference(string before, string after, string updated, string removed, string truncated)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        UpdateDescription.Write(writer, ExtendedJson.ParseLenient(before), ExtendedJson.ParseLenient(after));
        writer.End(start);
        var description = writer.DocumentFrom(start)["updateDescription"].AsDocument;

        Assert.Equal(updated, ExtendedJson.Format(description["updatedFields"]));
        Assert.Equal(removed, ExtendedJson.Format(description["removedFields"]));
        Assert.Equal(truncated, ExtendedJson.Format(description["truncatedArrays"]));
    }
}
