using System.Text.RegularExpressions;
using WireSP.TestKit;

namespace WireSP.Tests.House;

/// <summary>One C# file of ours as the house rules look at it: its path from the root and its lines.</summary>
internal sealed partial record CodeFile(string RelativePath, string[] Lines)
{
    public static IReadOnlyList<CodeFile> InSource { get; } = Read("src");

    public static IReadOnlyList<CodeFile> InTests { get; } = Read("tests");

    public static IReadOnlyList<CodeFile> All { get; } = [.. InSource, .. InTests];

    /// <summary>Names of the types that the file declares, nested ones too.</summary>
    public IEnumerable<string> TypeNames =>
        from line in Lines
        let match = TypeDeclaration().Match(line)
        where match.Success
        select match.Groups[1].Value;

    /// <summary>The lines with their numbers, without those that are the text of a raw string literal.</summary>
    public IEnumerable<(string Text, int Number)> LinesOutsideLiterals()
    {
        var inside = false;
        for (var i = 0; i < Lines.Length; i++)
        {
            var wasInside = inside;
            inside ^= Lines[i].Split("\"\"\"").Length % 2 == 0;
            if (!wasInside)
            {
                yield return (Lines[i], i + 1);
            }
        }
    }

    /// <summary>
    /// The methods with a body in braces, as line numbers. Goes by the house's own layout (four spaces, braces on lines
    /// of their own), so it needs no parser.
    /// </summary>
    public IEnumerable<(int First, int Last)> Methods()
    {
        for (var i = 1; i < Lines.Length; i++)
        {
            var indent = Lines[i].Length - 1;
            if (Lines[i].TrimStart() != "{" || indent is not (4 or 8) || !IsSignature(Lines[i - 1]))
            {
                continue;
            }

            var last = Array.FindIndex(Lines, i, line => line.Length > indent && line[indent] == '}'
                && string.IsNullOrWhiteSpace(line[..indent]));
            yield return (i + 1, last + 1);
        }
    }

    private static bool IsSignature(string line)
    {
        var text = line.Trim();
        return (text.EndsWith(')') || text.EndsWith("switch", StringComparison.Ordinal))
            && !ControlFlow().IsMatch(text)
            && !TypeDeclaration().IsMatch(line);
    }

    private static CodeFile[] Read(string folder) =>
    [
        .. from path in Repository.Files(folder, "*.cs")
           select new CodeFile(Repository.Relative(path), File.ReadAllLines(path)),
    ];

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?)\s+([A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(if|else|for|foreach|while|switch|using|lock|catch|fixed)\b")]
    private static partial Regex ControlFlow();
}
