using Xunit;

namespace WireSP.TestKit.Clients;

/// <summary>The program <c>wiresp</c> as it was built with the tests.</summary>
public static class ServerProgram
{
    /// <summary>Path of the program.</summary>
    public static string FullPath
    {
        get
        {
            // The build that these tests belong to: .../bin/<configuration>/net10.0.
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var program = Repository.PathTo(
                $"src/WireSP.Server/bin/{framework.Parent!.Name}/{framework.Name}/wiresp.dll");
            Assert.True(File.Exists(program), $"there is no {program}: build WireSP.sln first");
            return program;
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<ProgramResult> RunAsync(params IEnumerable<string> arguments) =>
        ClientProgram.RunAsync("dotnet", arguments.Prepend(FullPath));
}
