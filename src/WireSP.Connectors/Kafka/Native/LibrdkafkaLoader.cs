using System.Reflection;
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
    private static readonly Lock RegistrationLock = new();
    private static readonly HashSet<Assembly> Registered = [];

    /// <summary>Whether the library could be loaded.</summary>
    public static bool IsAvailable => Handle.Value != 0;

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

    /// <summary>
    /// Makes an assembly's imports of the library find it; to be called before the first import is used.
    /// </summary>
    public static void Register(Assembly assembly)
    {
        lock (RegistrationLock)
        {
            if (Registered.Add(assembly))
            {
                NativeLibrary.SetDllImportResolver(assembly, Resolve);
            }
        }
    }

    /// <summary>Makes sure that the library can be used.</summary>
    /// <exception cref="StreamProcessorException">It is not there; the message says how to get it.</exception>
    public static void EnsureAvailable()
    {
        Register(typeof(LibrdkafkaLoader).Assembly);
        if (!IsAvailable)
        {
            throw KafkaErrors.LibraryMissing(Candidates(Environment.GetEnvironmentVariable));
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibraryName ? Handle.Value : 0;

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
