using WireSP.Server.PipelineTests.Updating;

namespace WireSP.Tests.Server.PipelineTests.Updating;

public class TextOutlineTests
{
    [Theory]
    [InlineData("{ a: 1, 'b c' : [1, 2] }", "a=1|b c=[1, 2]")]
    [InlineData("/* x */ { \"a\": \"}\\\"\", b: /[/}]\\/x/i , }", "a=\"}\\\"\"|b=/[/}]\\/x/i")]
    [InlineData("{ a: new Date('2026-01-01') // }\n, b: {} }", "a=new Date('2026-01-01')|b={}")]
    [InlineData("{ a: ObjectId ( ')' ), /* , b: 1 */ c: -1.5e3 }", "a=ObjectId ( ')' )|c=-1.5e3")]
    [InlineData("{}", "")]
    public void Members_stand_where_they_are(string text, string members)
    {
        var outline = new TextOutline(text);

        Assert.Equal(
            members,
            string.Join('|', outline.Members(outline.Root).Select(member => $"{member.Name}={outline[member.Value]}")));
    }

    [Theory]
    [InlineData("[1, 'a, b', [2, 3], { a: [4] },]", "1|'a, b'|[2, 3]|{ a: [4] }")]
    [InlineData("[]", "")]
    public void Items_stand_where_they_are(string text, string items)
    {
        var outline = new TextOutline(text);

        Assert.Equal(items, string.Join('|', outline.Items(outline.Root).Select(item => outline[item])));
    }
}
