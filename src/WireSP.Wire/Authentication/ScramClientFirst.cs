using System.Text;

namespace WireSP.Wire.Authentication;

/// <summary>The first message of a SCRAM conversation: <c>n,,n=user,r=nonce</c> (RFC 5802 §7).</summary>
/// <param name="User">The user's name, unescaped.</param>
/// <param name="Nonce">The client's nonce.</param>
/// <param name="Bare">The message without its channel binding header, as both sides sign it.</param>
internal readonly record struct ScramClientFirst(string User, string Nonce, string Bare)
{
    private const string Header = "n,,";

    /// <summary>
    /// Parses the message; false for channel binding, an authorization identity or anything malformed.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out ScramClientFirst message)
    {
        message = default;
        if (payload.Length > WireLimits.SaslPayloadBytesMax || !System.Text.Unicode.Utf8.IsValid(payload))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(payload);
        if (!text.StartsWith(Header, StringComparison.Ordinal))
        {
            return false;
        }

        var bare = text[Header.Length..];
        var parts = bare.Split(',');
        if (parts.Length < 2 || !parts[0].StartsWith("n=", StringComparison.Ordinal)
            || !parts[1].StartsWith("r=", StringComparison.Ordinal)
            || parts[1].Length == 2 || !TryUnescape(parts[0][2..], out var user))
        {
            return false;
        }

        message = new ScramClientFirst(user, parts[1][2..], bare);
        return true;
    }

    // ',' and '=' travel as =2C and =3D; any other use of '=' is an error.
    private static bool TryUnescape(string escaped, out string name)
    {
        name = escaped.Replace("=2C", ",", StringComparison.Ordinal);
        var isValid = escaped.Length > 0
            && !escaped.Replace("=2C", "", StringComparison.Ordinal)
                .Replace("=3D", "", StringComparison.Ordinal)
                .Contains('=', StringComparison.Ordinal);
        name = name.Replace("=3D", "=", StringComparison.Ordinal);
        return isValid;
    }
}
