using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Code written while the program runs, for what many documents have in common. Kept for whoever needs the same again:
/// writing it takes milliseconds, and tasks are started anew and many of them are alike.
/// </summary>
internal static class RunCode
{
    /// <summary>Documents that have to be alike before code is written for them.</summary>
    public const int WorthwhileDocuments = 4 * 1024;

    /// <summary>Most code that is kept.</summary>
    public const int KeptMax = 1024;

    private static readonly ConcurrentDictionary<string, Delegate> Kept = new(StringComparer.Ordinal);

    /// <summary>Whether such code is compiled here, and not interpreted.</summary>
    public static bool IsOfUse => RuntimeFeature.IsDynamicCodeCompiled && Vector256.IsHardwareAccelerated;

    /// <summary>The code of a key, which is written when it is not there.</summary>
    /// <typeparam name="T">What the code is called by.</typeparam>
    /// <param name="key">All that the code depends on.</param>
    /// <param name="write">Writes it.</param>
    public static T Of<T>(string key, Func<T> write)
        where T : Delegate
    {
        if (Kept.Count >= KeptMax)
        {
            Kept.Clear();
        }

        return (T)Kept.GetOrAdd(key, static (_, write) => write(), write);
    }
}
