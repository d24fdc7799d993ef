using System.ComponentModel;
using System.Diagnostics;

namespace WireSP.Benchmarks.Wire;

/// <summary>A small C program of this folder's <c>native</c>, compiled when it is needed.</summary>
internal static class NativeProgram
{
    /// <summary>Compiles a program into a folder; null when there is no C compiler or it fails.</summary>
    public static string? Build(string name, string folder)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "native", $"{name}.c");
        var program = Path.Combine(folder, name);
        try
        {
            using var compiler = Process.Start("gcc", ["-O2", "-o", program, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? program : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Starts a program with its standard streams connected to us.</summary>
    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
}
