using Microsoft.Extensions.FileSystemGlobbing;
using Globbing = Microsoft.Extensions.FileSystemGlobbing;

namespace WireSP.Server.PipelineTests;

/// <summary>Finds the files that a command line names: files, folders with all that is below them, and globs.</summary>
internal static class TestFileFinder
{
    /// <summary>How the names of test files end.</summary>
    public const string Suffix = ".wiresp.json";

    /// <summary>The files, each once, in order of the arguments and sorted below folders.</summary>
    /// <param name="arguments">Files, folders and globs.</param>
    /// <param name="problems">Receives arguments that name nothing.</param>
    public static IReadOnlyList<string> Find(
        IEnumerable<string> arguments, ICollection<TestFileException> problems)
    {
        List<string> files = [];
        foreach (var argument in arguments)
        {
            var found = FindOne(argument);
            if (found.Count == 0)
            {
                problems.Add(new TestFileException(argument, [Missing(argument)]));
            }

            files.AddRange(found.Where(file => !files.Contains(file)));
        }

        return files;
    }

    private static List<string> FindOne(string argument)
    {
        if (File.Exists(argument))
        {
            return [argument];
        }

        if (Directory.Exists(argument))
        {
            return [.. Match(argument, $"**/*{Suffix}")];
        }

        if (!argument.Contains('*', StringComparison.Ordinal))
        {
            return [];
        }

        // The part before the first star is a folder that exists or not.
        var fixedPart = argument[..argument.IndexOf('*', StringComparison.Ordinal)];
        var folder = Path.GetDirectoryName(fixedPart) is { Length: > 0 } parent ? parent : ".";
        var pattern = folder == "." && !argument.StartsWith("./", StringComparison.Ordinal)
            ? argument
            : argument[(argument.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..].TrimStart('/');
        return Directory.Exists(folder) ? [.. Match(folder, pattern)] : [];
    }

    private static IEnumerable<string> Match(string folder, string pattern) =>
        new Globbing.Matcher(StringComparison.Ordinal).AddInclude(pattern)
            .GetResultsInFullPath(folder)
            .Select(path => Path.Combine(folder, Path.GetRelativePath(folder, path)))
            .Select(path => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)
            .Order(StringComparer.Ordinal);

    private static string Missing(string argument) => Directory.Exists(argument)
        ? $"no file in it ends with {Suffix}"
        : argument.Contains('*', StringComparison.Ordinal) ? "no file matches" : "there is no such file or folder";
}
