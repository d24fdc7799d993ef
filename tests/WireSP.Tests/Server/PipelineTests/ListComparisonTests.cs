using WireSP.Server.PipelineTests;

namespace WireSP.Tests.Server.PipelineTests;

public class ListComparisonTests
{
    [Theory]
    [InlineData("abc", "abc", "a=a b=b c=c")]
    [InlineData("abc", "axbc", "a=a b=b c=c +x")]
    [InlineData("abc", "ac", "a=a -b c=c")]
    [InlineData("abc", "axc", "a=a b/x c=c")]
    [InlineData("", "ab", "+a +b")]
    [InlineData("ab", "", "-a -b")]
    [InlineData("ab", "ba", "-a b=b +a")]
    public void In_order(string expected, string found, string pairs) =>
        Assert.Equal(pairs, Compare(expected, found, isUnordered: false));

    [Theory]
    [InlineData("abc", "cab", "a=a b=b c=c")]
    [InlineData("ab", "bx", "a/x b=b")]
    [InlineData("?a", "ab", "?=b a=a")]
    public void In_any_order(string expected, string found, string pairs) =>
        Assert.Equal(pairs, Compare(expected, found, isUnordered: true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Long_lists_are_compared_without_a_table_of_all_pairs(bool isUnordered)
    {
        const int Count = 3000;

        var pairs = ListComparison.Compare(
            Count,
            Count,
            (i, j) => i == (isUnordered ? (j + 1) % Count : j) ? [] : [new Difference("", "x", "y")],
            isUnordered);

        Assert.Equal(Count, pairs.Count);
        Assert.All(pairs, pair => Assert.True(pair.IsMatch));
    }

    // One letter an item; a question mark fits all.
    private static string Compare(string expected, string found, bool isUnordered)
    {
        var pairs = ListComparison.Compare(
            expected.Length,
            found.Length,
            (i, j) => expected[i] == found[j] || expected[i] == '?' ? [] : [new Difference("", "x", "y")],
            isUnordered);
        return string.Join(' ', pairs.Select(Show));

        string Show(ListPair pair) => pair switch
        {
            { Expected: { } i, Found: { } j } => $"{expected[i]}{(pair.IsMatch ? '=' : '/')}{found[j]}",
            { Expected: { } i } => $"-{expected[i]}",
            _ => $"+{found[pair.Found!.Value]}",
        };
    }
}
