using System.Text.RegularExpressions;
using WireSP.TestKit;

namespace WireSP.Tests.House;

public partial class MirrorTests
{
    [Fact]
    public void Everything_that_has_a_spec_has_a_test_file_at_the_mirrored_path() =>
        HouseRule.IsKept(MissingTests(HasSpec()));

    [Fact]
    public void Every_operator_has_a_test_file_at_the_mirrored_path() =>
        HouseRule.IsKept(MissingTests(IsOperator()));

    [Fact]
    public void Every_connector_has_a_test_file_at_the_mirrored_path() =>
        HouseRule.IsKept(MissingTests(IsConnector()));

    private static IEnumerable<string> MissingTests(Regex declaration) =>
        CodeFile.InSource.Where(file => file.Lines.Any(declaration.IsMatch)).Select(MissingTest).OfType<string>();

    private static string? MissingTest(CodeFile file)
    {
        var test = file.RelativePath
            .Replace("src/WireSP.", "tests/WireSP.Tests/", StringComparison.Ordinal)
            .Replace(".cs", "Tests.cs", StringComparison.Ordinal);
        return File.Exists(Repository.PathTo(test)) ? null : $"{file.RelativePath} has no {test}";
    }

    [GeneratedRegex(@"static readonly \w+Spec Spec\b")]
    private static partial Regex HasSpec();

    [GeneratedRegex(@"^internal sealed (?:partial )?class .*(?::|,) *Operator\b|^    : Operator\b")]
    private static partial Regex IsOperator();

    [GeneratedRegex(@"^(?:public|internal) sealed (?:partial )?class .*(?::|,) *IConnector\b|^    : IConnector\b")]
    private static partial Regex IsConnector();
}
