using System.Text;

namespace WireSP.Wire.Commands;

/// <summary>Text of a client's bytes that is safe to repeat in a message.</summary>
internal static class CommandText
{
    /// <summary>The text, cut to a length that cannot flood a log and without control characters.</summary>
    public static string Echo(ReadOnlySpan<byte> utf8)
    {
        var cut = utf8.Length > WireLimits.EchoedNameLengthMax;
        var text = Encoding.UTF8.GetString(cut ? utf8[..WireLimits.EchoedNameLengthMax] : utf8);
        var builder = new StringBuilder(text.Length + 1);
        foreach (var character in text)
        {
            builder.Append(char.IsControl(character) ? '\uFFFD' : character);
        }

        return cut ? builder.Append('…').ToString() : builder.ToString();
    }
}
