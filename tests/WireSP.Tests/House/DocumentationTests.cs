using System.Globalization;
using System.Text.RegularExpressions;
using WireSP.TestKit;

namespace WireSP.Tests.House;

public partial class DocumentationTests
{
    [Fact]
    public void Every_link_between_pages_leads_somewhere() =>
        HouseRule.IsKept(
            from page in Pages()
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Repository.Relative(page)}: {target}");

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        var numbers = Repository.Files("src/decisions", "*.md").Select(path => Path.GetFileName(path)[..4]).ToArray();

        Assert.Equal(
            Enumerable.Range(1, numbers.Length).Select(number => number.ToString("0000", CultureInfo.InvariantCulture)),
            numbers);
    }

    private static IEnumerable<string> Pages() =>
        [
            Repository.PathTo("README.md"), .. Repository.Files("src", "*.md"), .. Repository.Files("tests", "*.md"),
            .. Repository.Files("protocol-fixtures", "*.md"),
        ];

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
