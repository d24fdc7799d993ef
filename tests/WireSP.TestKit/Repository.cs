namespace WireSP.TestKit;

/// <summary>The checked-out repository that the tests run in: where it is and which files of ours it holds.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotOurs =
        new(["bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"], StringComparer.Ordinal);

    /// <summary>The folder that holds <c>WireSP.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder, given with forward slashes from the root.</summary>
    public static string PathTo(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>The path from the root, with forward slashes.</summary>
    public static string Relative(string path) =>
        Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Files below a folder whose names match, sorted; nothing that was built or fetched.</summary>
    public static IReadOnlyList<string> Files(string relativeFolder, string pattern)
    {
        var files = new List<string>();
        Collect(PathTo(relativeFolder), pattern, files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Collect(string folder, string pattern, List<string> files)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        files.AddRange(Directory.EnumerateFiles(folder, pattern));
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (!NotOurs.Contains(name) && name != ".git")
            {
                Collect(child, pattern, files);
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WireSP.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"no WireSP.sln above {AppContext.BaseDirectory}");
    }
}
