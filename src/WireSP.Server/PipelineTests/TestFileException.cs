namespace WireSP.Server.PipelineTests;

/// <summary>A file cannot be used: each problem says where it is and what was expected.</summary>
internal sealed class TestFileException(string path, IReadOnlyList<string> problems)
    : Exception($"{path}: {string.Join("; ", problems)}")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
