using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WireSP.Server.Configuration;

/// <summary>
/// Reads <c>HOST:PORT</c> options: addresses, <c>[::1]:27017</c>, <c>localhost</c>, <c>*</c> for every address.
/// </summary>
internal static class EndPointReader
{
    /// <summary>The address and port of an option.</summary>
    /// <exception cref="StartException">The text is not of that form.</exception>
    public static IPEndPoint Read(string option, string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > ushort.MaxValue)
        {
            throw Malformed(option, text);
        }

        var host = text[..colon];
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return new IPEndPoint(IPAddress.Loopback, port);
        }

        if (host == "*")
        {
            return new IPEndPoint(IPAddress.Any, port);
        }

        // An IPv6 address without brackets cannot be told from its port.
        return IPAddress.TryParse(host, out var address)
            && (address.AddressFamily == AddressFamily.InterNetwork || host.StartsWith('['))
            ? new IPEndPoint(address, port)
            : throw Malformed(option, text);
    }

    private static StartException Malformed(string option, string text) =>
        new($"{option}: '{text}' is not an address and port; write for example 127.0.0.1:27017");
}
