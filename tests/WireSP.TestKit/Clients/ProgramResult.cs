using Xunit;

namespace WireSP.TestKit.Clients;

/// <summary>What a program did: its exit status and everything it wrote.</summary>
/// <param name="ExitStatus">0 when it ended well.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record ProgramResult(int ExitStatus, string Output, string Error)
{
    /// <summary>The lines of the output, without empty ones.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails with what the program wrote unless it ended well.</summary>
    public ProgramResult Succeeded()
    {
        Assert.True(ExitStatus == 0, $"exit status {ExitStatus}\n{Output}\n{Error}");
        return this;
    }
}
