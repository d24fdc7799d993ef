using System.Text.RegularExpressions;
using WireSP.TestKit;

namespace WireSP.Tests.House;

public partial class WordingTests
{
    // What needs a real cluster runs where there is one, and says that it did not where there is none.
    private const string ClusterTests = "ClusterFactAttribute.cs";

    private static readonly string[] BannedWords =
        ["Job", "Jobs", "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Data", "Info"];

    // Put together here, so that this file does not break its own rules.
    private static readonly string[] BannedTexts =
        ["#" + "region", "Thread" + ".Sleep(", "Not" + "ImplementedException"];

    [Fact]
    public void Type_names_say_what_the_type_is_and_not_job_manager_helper_or_util() =>
        HouseRule.IsKept(
            from file in CodeFile.All
            from name in file.TypeNames
            where Word().Matches(name).Any(word => BannedWords.Contains(word.Value)) && !CarriesTheUsersWord(name)
            select $"{file.RelativePath}: {name}");

    [Fact]
    public void No_file_folds_its_code_away_sleeps_or_is_unfinished() =>
        HouseRule.IsKept(
            from file in CodeFile.All
            from text in BannedTexts
            where file.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))
            select $"{file.RelativePath}: {text}");

    [Fact]
    public void What_is_left_to_do_names_its_issue() =>
        HouseRule.IsKept(
            from file in CodeFile.All
            from line in file.Lines.Select((text, index) => (text, number: index + 1))
            where LeftToDo().IsMatch(line.text) && !IssueNumber().IsMatch(line.text)
            select $"{file.RelativePath}:{line.number}: {line.text.Trim()}");

    [Fact]
    public void No_test_is_switched_off() =>
        HouseRule.IsKept(
            from file in CodeFile.InTests
            where Path.GetFileName(file.RelativePath) != ClusterTests
            where file.Lines.Any(line => SwitchedOff().IsMatch(line))
            select file.RelativePath);

    [Fact]
    public void No_file_names_a_path_of_one_machine() =>
        HouseRule.IsKept(
            from path in OurTextFiles()
            from line in File.ReadLines(path).Select((text, index) => (text, number: index + 1))
            where MachinePath().IsMatch(line.text)
            select $"{Repository.Relative(path)}:{line.number}: {line.text.Trim()}");

    [Fact]
    public void The_lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Repository.PathTo("tests/clients/package-lock.json")));

    // buildInfo, hostInfo and usersInfo are commands that clients send.
    private static bool CarriesTheUsersWord(string name) =>
        name.EndsWith("InfoCommand", StringComparison.Ordinal)
        || name.EndsWith("InfoCommandTests", StringComparison.Ordinal);

    private static IEnumerable<string> OurTextFiles()
    {
        string[] patterns = ["*.cs", "*.sh", "*.md", "*.mjs", "*.py", "*.c", "*.json", "*.csproj", "*.props", "run"];
        return from folder in new[] { "src", "tests", ".ci" }
               from pattern in patterns
               from path in Repository.Files(folder, pattern)
               select path;
    }

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();

    [GeneratedRegex("/" + @"/.*\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XXX)\b")]
    private static partial Regex LeftToDo();

    [GeneratedRegex(@"#\d+")]
    private static partial Regex IssueNumber();

    [GeneratedRegex(@"\bSk" + @"ip\s*=\s*[$@""]")]
    private static partial Regex SwitchedOff();

    [GeneratedRegex("(?<![\\w.~}])/(?:work|root|home|Users)/\\w")]
    private static partial Regex MachinePath();
}
