using WireSP.Server.PipelineTests;
using WireSP.TestKit;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Server.PipelineTests;

/// <summary>The pipelines under <c>tests/pipelines</c>, which also show how such files are written.</summary>
public class ShippedPipelineTests
{
    private const string Folder = "tests/pipelines";

    public static TheoryData<string> Files =>
        [.. Repository.Files(Folder, $"*{TestFileFinder.Suffix}").Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_does_what_its_tests_say(string path)
    {
        var file = TestFileReader.Read(Repository.PathTo(path));
        var runner = new TestRunner(file, TimeProvider.System);

        Assert.NotEmpty(file.Tests);
        foreach (var test in file.Tests)
        {
            var outcome = runner.Run(test);
            Assert.True(
                outcome.IsPassed, $"{path}, {test.Name}\n{string.Join('\n', OutcomeText.Explain(outcome))}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Two_runs_give_the_same(string path)
    {
        var file = TestFileReader.Read(Repository.PathTo(path));

        Assert.Equal(Describe(file), Describe(file));
    }

    [Fact]
    public async Task The_front_page_shows_what_really_comes_out()
    {
        var page = await File.ReadAllTextAsync(Repository.PathTo("README.md"));
        var example = Between(page, "`totals.wiresp.json`:\n\n", "`src/run.sh test");
        var shown = Between(page, "ends with exit code 1:\n\n", "`--update` writes");
        using var folder = new TemporaryFolder();
        var path = folder.Write("totals.wiresp.json", example);
        using var output = new StringWriter();

        Assert.Equal(1, new TestCommandRun(output, output, hasColours: false).Run([path]));

        Assert.Equal(
            shown.Replace("\n    ", "\n", StringComparison.Ordinal).Trim(),
            output.ToString().Replace(path, "totals.wiresp.json", StringComparison.Ordinal).Trim());
    }

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }

    private static string Describe(TestFile file)
    {
        var runner = new TestRunner(file, TimeProvider.System);
        var text = new System.Text.StringBuilder();
        foreach (var test in file.Tests)
        {
            var run = runner.Run(test).Run;
            foreach (var document in run.Outputs.Select(output => output.Sample).Concat(run.DeadLetters))
            {
                _ = text.AppendLine(WireSP.Bson.ExtendedJson.Format(document));
            }
        }

        return text.ToString();
    }
}
