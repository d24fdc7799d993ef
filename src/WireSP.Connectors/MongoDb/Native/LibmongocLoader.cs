using System.Runtime.InteropServices;
using WireSP.Streaming;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// Finds MongoDB's C driver: the file that <c>WIRESP_LIBMONGOC</c> names, then the system's. Nothing is loaded before a
/// cluster is used, and what is loaded is set up once: silent, and introducing itself to servers as this program.
/// </summary>
internal static class LibmongocLoader
{
    /// <summary>The library's name in the import declarations; functions of libbson come with it.</summary>
    public const string LibraryName = "libmongoc";

    /// <summary>Environment variable that names the library's file.</summary>
    public const string EnvironmentVariable = "WIRESP_LIBMONGOC";

    private const string SystemFile = "libmongoc-1.0.so.0";

    private static readonly Lazy<nint> Handle = new(Load);
    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Whether the library could be loaded.</summary>
    public static bool IsAvailable => Library != 0;

    /// <summary>The loaded library; 0 when there is none.</summary>
    public static nint Library => Handle.Value;

    /// <summary>Where the library is looked for, first match wins.</summary>
    /// <param name="environment">Answers environment variables.</param>
    public static IReadOnlyList<string> Candidates(Func<string, string?> environment) =>
        environment(EnvironmentVariable) is { Length: > 0 } named ? [named, SystemFile] : [SystemFile];

    /// <summary>Makes sure that the library can be used.</summary>
    /// <exception cref="StreamProcessorException">It is not there; the message says how to get it.</exception>
    public static void EnsureAvailable()
    {
        if (!IsAvailable)
        {
            throw MongoErrors.LibraryMissing(Candidates(Environment.GetEnvironmentVariable));
        }

        _ = Started.Value;
    }

    private static nint Load()
    {
        foreach (var candidate in Candidates(Environment.GetEnvironmentVariable))
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    private static bool Start()
    {
        Libmongoc.Init();

        // The library would otherwise write to standard error, with addresses and at times with documents.
        Libmongoc.LogSetHandler(0, 0);
        _ = Libmongoc.HandshakeAppend("WireSP", typeof(LibmongocLoader).Assembly.GetName().Version?.ToString(3), null);
        return true;
    }
}
