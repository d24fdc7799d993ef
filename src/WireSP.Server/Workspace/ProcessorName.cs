using System.Buffers;

namespace WireSP.Server.Workspace;

/// <summary>
/// Which names a stream processor may have: those that look like one name only, in a terminal, a path and a query.
/// </summary>
internal static class ProcessorName
{
    private const int LengthMax = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-. ");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "LPT1", "LPT2", "LPT3"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a name is refused; null when it is fine.</summary>
    public static string? FindRefusal(string name)
    {
        if (name.Length is 0 or > LengthMax)
        {
            return $"a stream processor name has 1 to {LengthMax} characters, found {name.Length}";
        }

        if (name.AsSpan().ContainsAnyExcept(Allowed))
        {
            return "a stream processor name consists of letters a-z, digits, '_', '-', '.' and inner spaces";
        }

        if (!name.AsSpan().ContainsAnyExcept('.', ' ') || name[0] is ' ' or '.' || name[^1] is ' ' or '.')
        {
            return "a stream processor name neither begins nor ends with a dot or a space";
        }

        return Devices.Contains(name) ? $"'{name}' is reserved and cannot name a stream processor" : null;
    }
}
