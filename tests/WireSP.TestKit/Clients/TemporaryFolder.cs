namespace WireSP.TestKit.Clients;

/// <summary>An empty folder of its own for one test; gone when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("wiresp-test-").FullName;

    /// <summary>Writes a text file into it and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(FullPath, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
