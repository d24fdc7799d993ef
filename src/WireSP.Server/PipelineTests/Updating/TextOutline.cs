namespace WireSP.Server.PipelineTests.Updating;

/// <summary>
/// Finds where objects, arrays and their parts stand in a text that <see cref="Bson.ExtendedJson.ParseLenient"/>
/// accepts, so that a part can be replaced and all else stays as its author wrote it.
/// </summary>
internal sealed class TextOutline(string text)
{
    /// <summary>The whole value.</summary>
    public TextSpan Root => ValueAt(SkipBlanks(0));

    /// <summary>The text of a part.</summary>
    public string this[TextSpan span] => text[span.Start..span.End];

    /// <summary>The member of an object; null when it has none of that name.</summary>
    public TextMember? Find(TextSpan value, string name) => Members(value).Find(member => member.Name == name);

    /// <summary>The members of an object in order; none when the value is no object.</summary>
    public List<TextMember> Members(TextSpan value)
    {
        List<TextMember> members = [];
        if (text[value.Start] != '{')
        {
            return members;
        }

        var at = SkipBlanks(value.Start + 1);
        while (text[at] != '}')
        {
            var nameStart = at;
            at = EndOfName(at);
            var name = text[nameStart..at].Trim('"', '\'');
            at = SkipBlanks(SkipBlanks(at) + 1);
            var member = new TextMember(name, nameStart, ValueAt(at));
            members.Add(member);
            at = SkipSeparator(member.Value.End);
        }

        return members;
    }

    /// <summary>The items of an array in order; none when the value is no array.</summary>
    public List<TextSpan> Items(TextSpan value)
    {
        List<TextSpan> items = [];
        if (text[value.Start] != '[')
        {
            return items;
        }

        var at = SkipBlanks(value.Start + 1);
        while (text[at] != ']')
        {
            items.Add(ValueAt(at));
            at = SkipSeparator(items[^1].End);
        }

        return items;
    }

    /// <summary>The blanks at the beginning of the line that a place is in.</summary>
    public string IndentAt(int place)
    {
        var start = place == 0 ? 0 : text.LastIndexOf('\n', place - 1) + 1;
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }

    /// <summary>How many characters of its line stand before a place.</summary>
    public int ColumnOf(int place) => place == 0 ? 0 : place - text.LastIndexOf('\n', place - 1) - 1;

    // Up to the comma or bracket that ends it, without blanks and comments behind it.
    private TextSpan ValueAt(int start)
    {
        var at = start;
        var end = start;
        var depth = 0;
        while (at < text.Length)
        {
            var next = SkipBlanks(at);
            if (next > at)
            {
                at = next;
                continue;
            }

            var letter = text[at];
            if (depth == 0 && (letter is ',' or '}' or ']' or ')' or ';'))
            {
                break;
            }

            depth += letter switch { '{' or '[' or '(' => 1, '}' or ']' or ')' => -1, _ => 0 };
            at = letter is '"' or '\'' or '/' ? EndOfQuoted(at) : at + 1;
            end = at;
        }

        return new TextSpan(start, end);
    }

    private int EndOfName(int start)
    {
        if (text[start] is '"' or '\'')
        {
            return EndOfQuoted(start);
        }

        var end = start;
        while (text[end] != ':' && !char.IsWhiteSpace(text[end]) && text[end] != '/')
        {
            end++;
        }

        return end;
    }

    // A string, or a regular expression, in whose classes a slash does not end it.
    private int EndOfQuoted(int start)
    {
        var quote = text[start];
        var isInClass = false;
        var at = start + 1;
        while (at < text.Length && (text[at] != quote || isInClass))
        {
            isInClass = quote == '/' && (text[at] == '[' || (isInClass && text[at] != ']'));
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, text.Length);
    }

    private int SkipSeparator(int at)
    {
        at = SkipBlanks(at);
        return text[at] == ',' ? SkipBlanks(at + 1) : at;
    }

    private int SkipBlanks(int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("//"))
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end;
            }
            else if (text.AsSpan(at).StartsWith("/*"))
            {
                var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
