using WireSP.Bson;
using WireSP.Connectors.Local;

namespace WireSP.Tests.Connectors.Local;

public class IndexKeysTests
{
    [Theory]
    [InlineData("{ a: 1 }", "{ a: 5 }", "{\"a\":5}")]
    [InlineData("{ a: 1 }", "{}", "{\"a\":null}")]
    [InlineData("{ a: 1 }", "{ a: [1, 2] }", "{\"a\":1} {\"a\":2}")]
    [InlineData("{ 'a.b': 1 }", "{ a: [{ b: 1 }, { b: 2 }, 3] }", "{\"a.b\":1} {\"a.b\":2}")]
    [InlineData("{ a: 1, b: 1 }", "{ a: [1, 2], b: 3 }", "{\"a\":1,\"b\":3} {\"a\":2,\"b\":3}")]
    public void Are(string key, string document, string expected) =>
        Assert.Equal(
            expected.Split(' '),
            IndexKeys.Of(Index(key), ExtendedJson.ParseLenient(document))
                .Select(item => ExtendedJson.Format(item.Values)));

    [Fact]
    public void Two_arrays_in_one_key_are_refused() =>
        Assert.Equal(
            171,
            Assert.Throws<CollectionException>(
                () => IndexKeys.Of(Index("{ a: 1, b: 1 }"), ExtendedJson.ParseLenient("{ a: [1], b: [2] }"))).Code);

    private static LocalIndex Index(string key) => new(
        1,
        IndexSpec.Read(ExtendedJson.ParseLenient($"{{ key: {key}, name: 'i', unique: true }}")));
}
