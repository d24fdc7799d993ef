using System.Runtime.InteropServices;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>
/// Finds the native Kafka client library: the file that <c>WIRESP_LIBRDKAFKA</c> names, then the one that the build put
/// into the user's cache, then the system's. Nothing is loaded before Kafka is used.
/// </summary>
internal static class LibrdkafkaLoader
{
    /// <summary>The library's name in the import declarations.</summary>
    public const string LibraryName = "librdkafka";

    /// <summary>Environment variable that names the library's file.</summary>
    public const string EnvironmentVariable = "WIRESP_LIBRDKAFKA";

    private const string CachedFile = "wiresp/librdkafka-2.15.1/librdkafka.so.1";

    private static readonly Lazy<nint> Handle = new(Load);

    /// <summary>Whether the library could be loaded.</summary>
    public static bool IsAvailable => Library != 0;

    /// <summary>The loaded library; 0 when there is none.</summary>
    public static nint Library => Handle.Value;

    /// <summary>Where the library is looked for, first match wins.</summary>
    /// <param name="environment">Answers environment variables.</param>
    public static IReadOnlyList<string> Candidates(Func<string, string?> environment)
    {
        var candidates = new List<string>();
        if (environment(EnvironmentVariable) is { Length: > 0 } named)
        {
            candidates.Add(named);
        }

        var cache = environment("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(environment("HOME") ?? "/", ".cache");
        candidates.Add(Path.Combine(cache, CachedFile));
        candidates.Add("librdkafka.so.1");
        return candidates;
    }

    /// <summary>Makes sure that the library can be used.</summary>
    /// <exception cref="StreamProcessorException">It is not there; the message says how to get it.</exception>
    public static void EnsureAvailable()
    {
        if (!IsAvailable)
        {
            throw KafkaErrors.LibraryMissing(Candidates(Environment.GetEnvironmentVariable));
        }
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
}
