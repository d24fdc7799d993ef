using System.Reflection;
using System.Runtime.InteropServices;
using WireSP.Connectors.Kafka.Native;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors;

/// <summary>
/// Leads the imports of native client libraries to the loader of each, because an assembly has one resolver only.
/// </summary>
internal static class NativeLibraries
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Assembly> Registered = [];

    /// <summary>
    /// Makes an assembly's imports of the libraries find them; to be called before the first import is used.
    /// </summary>
    public static void Register(Assembly assembly)
    {
        lock (Gate)
        {
            if (Registered.Add(assembly))
            {
                NativeLibrary.SetDllImportResolver(assembly, Resolve);
            }
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        LibmongocLoader.LibraryName => LibmongocLoader.Library,
        LibrdkafkaLoader.LibraryName => LibrdkafkaLoader.Library,
        _ => 0,
    };
}
