namespace WireSP.TestKit.Bson;

/// <summary>
/// Bytes written as a person reads them: hexadecimal pairs with blanks anywhere, texts in single quotes.
/// </summary>
public static class HexBytes
{
    /// <summary>Reads <c>"0E000000 02 'a' 00 …"</c>.</summary>
    public static byte[] Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                var end = text.IndexOf('\'', i + 1);
                bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(text[(i + 1)..end]));
                i = end;
            }
            else if (text[i] == '#')
            {
                var end = text.IndexOf('\n', i);
                i = end < 0 ? text.Length : end;
            }
            else if (!char.IsWhiteSpace(text[i]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i++, 2), 16));
            }
        }

        return [.. bytes];
    }

    /// <summary>A document around elements that are written that way: length before, terminator after.</summary>
    public static byte[] Document(string elements)
    {
        var inner = Parse(elements);
        byte[] bytes = [.. BitConverter.GetBytes(inner.Length + 5), .. inner, 0];
        return bytes;
    }
}
