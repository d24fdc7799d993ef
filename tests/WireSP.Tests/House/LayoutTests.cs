using System.Text.RegularExpressions;
using WireSP.TestKit;

namespace WireSP.Tests.House;

public partial class LayoutTests
{
    // The families are folders only: namespaces called Array, Date and String would hide the types of those names.
    private const string ExpressionFamilies = "namespace WireSP.Expressions.Operators;";
    private const string ExpressionFamilyTests = "namespace WireSP.Tests.Expressions.Operators;";

    [Fact]
    public void The_visible_top_level_is_exactly_this()
    {
        string[] ignored = ["bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];
        var visible = Directory.EnumerateFileSystemEntries(Repository.Root)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => !name.StartsWith('.') && !ignored.Contains(name))
            .Order(StringComparer.Ordinal);

        Assert.Equal(["LICENSE", "README.md", "WireSP.sln", "protocol-fixtures", "src", "tests"], visible);
    }

    [Theory]
    [InlineData("WireSP.Bson", "")]
    [InlineData("WireSP.Wire", "WireSP.Bson")]
    [InlineData("WireSP.Expressions", "WireSP.Bson")]
    [InlineData("WireSP.Streaming", "WireSP.Expressions")]
    [InlineData("WireSP.Connectors", "WireSP.Streaming")]
    [InlineData("WireSP.Server", "WireSP.Connectors WireSP.Wire")]
    public void Project_references_point_one_way(string project, string references)
    {
        var text = File.ReadAllText(Repository.PathTo($"src/{project}/{project}.csproj"));
        var found = ProjectReference().Matches(text).Select(match => match.Groups[1].Value);

        Assert.Equal(references, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_project_says_on_one_page_what_it_owns() =>
        HouseRule.IsKept(
            from project in Directory.EnumerateDirectories(Repository.PathTo("src"), "WireSP.*")
            where !File.Exists(Path.Combine(project, "README.md"))
            select Repository.Relative(project));

    [Fact]
    public void Namespaces_follow_folders() =>
        HouseRule.IsKept(
            from file in CodeFile.All
            let declared = file.Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            let expected = Path.GetDirectoryName(file.RelativePath)!.Split('/', 2)[1].Replace('/', '.')
            where declared is not null && declared != $"namespace {expected};"
            where !(declared == ExpressionFamilies
                && expected.StartsWith("WireSP.Expressions.", StringComparison.Ordinal))
            where declared != ExpressionFamilyTests
                || !expected.StartsWith("WireSP.Tests.Expressions.", StringComparison.Ordinal)
            select $"{file.RelativePath}: {declared}");

    [Fact]
    public void Test_classes_stand_in_files_of_their_name() =>
        HouseRule.IsKept(
            from file in CodeFile.InTests
            where file.RelativePath.EndsWith("Tests.cs", StringComparison.Ordinal)
            let name = Path.GetFileNameWithoutExtension(file.RelativePath).Split('.')[0]
            where !file.TypeNames.Contains(name)
            select file.RelativePath);

    [Fact]
    public void The_native_kafka_client_stays_in_its_connector() =>
        HouseRule.IsKept(
            from file in CodeFile.InSource
            where !file.RelativePath.StartsWith("src/WireSP.Connectors/Kafka/", StringComparison.Ordinal)
            where file.Lines.Any(line => line.Contains("Librdkafka.", StringComparison.Ordinal))
            select file.RelativePath);

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/(WireSP\.\w+)\.csproj""")]
    private static partial Regex ProjectReference();
}
