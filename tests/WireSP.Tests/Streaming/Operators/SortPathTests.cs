using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Tests.Streaming.Operators;

public class SortPathTests
{
    [Theory]
    [InlineData("a", "{ a: 3 }", "3")]
    [InlineData("a", "{}", "null")]
    [InlineData("a", "{ a: [] }", "undefined")]
    [InlineData("a", "{ a: [3, 1, 2] }", "1")]
    [InlineData("a.b", "{ a: 5 }", "null")]
    [InlineData("a.b", "{ a: [] }", "null")]
    [InlineData("a.b", "{ a: [5, 6] }", "null")]
    [InlineData("a.b", "{ a: [{ b: 4 }, { b: 2 }] }", "2")]
    [InlineData("a.b", "{ a: [{ b: 4 }, { c: 2 }] }", "null")]
    [InlineData("a.b", "{ a: [{ b: [7, 3] }, { b: 5 }] }", "3")]
    [InlineData("a.b", "{ a: [[{ b: 1 }]] }", "null")]
    [InlineData("a.1", "{ a: [9, 8] }", "8")]
    [InlineData("a.5", "{ a: [9, 8] }", "null")]
    [InlineData("a.1.b", "{ a: [{ b: 1 }, { b: 2 }] }", "2")]
    public void The_least_value_counts_when_ascending(string path, string document, string expected) =>
        Assert.Equal(expected, Read(path, document, greatest: false));

    [Theory]
    [InlineData("a", "{ a: [3, 1, 2] }", "3")]
    [InlineData("a.b", "{ a: [{ b: 4 }, { c: 2 }] }", "4")]
    public void The_greatest_value_counts_when_descending(string path, string document, string expected) =>
        Assert.Equal(expected, Read(path, document, greatest: true));

    private static string Read(string path, string document, bool greatest)
    {
        var value = new SortPath(path, greatest).Read(ExtendedJson.ParseLenient(document));
        return value.Type == BsonType.Undefined ? "undefined" : ExtendedJson.Format(value);
    }
}
