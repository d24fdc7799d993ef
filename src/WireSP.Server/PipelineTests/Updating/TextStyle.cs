using System.Text;
using WireSP.Bson;

namespace WireSP.Server.PipelineTests.Updating;

/// <summary>
/// How a file is written, so that what is added looks like the rest: quotes, bare names, indentation.
/// </summary>
internal sealed class TextStyle
{
    private const int ColumnsMax = 100;

    private readonly bool _isStrict;
    private readonly bool _quotesNames;
    private readonly char _quote;

    /// <summary>Looks at a file.</summary>
    public TextStyle(string text)
    {
        _isStrict = IsStrictJson(text);
        _quotesNames = _isStrict || QuotesNames(text);
        var single = text.IndexOf('\'', StringComparison.Ordinal);
        var both = text.IndexOf('"', StringComparison.Ordinal);
        _quote = !_isStrict && single >= 0 && (both < 0 || single < both) ? '\'' : '"';
        IndentUnit = FindIndentUnit(text);
    }

    /// <summary>One step of indentation.</summary>
    public string IndentUnit { get; }

    /// <summary>A name as it stands before a colon.</summary>
    public string Name(string name) => !_quotesNames && IsBare(name) ? name : Quote(name);

    /// <summary>A value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indent">Indentation of the line that it begins in.</param>
    /// <param name="column">Where in that line it begins.</param>
    public string Value(in BsonValue value, string indent, int column)
    {
        switch (value.Type)
        {
            case BsonType.Document:
                List<(string, string)> members = [];
                foreach (var element in value.AsDocument)
                {
                    var at = indent.Length + IndentUnit.Length + element.Name.Length + 2;
                    members.Add((element.Name, Value(element.Value, indent + IndentUnit, at)));
                }

                return Object(members, indent, column);
            case BsonType.Array:
                List<string> items = [];
                foreach (var item in value.AsArray)
                {
                    items.Add(Value(item, indent + IndentUnit, indent.Length + IndentUnit.Length));
                }

                return Array(items, indent, column);
            case BsonType.String:
                return Quote(value.AsString);
            case BsonType.DateTime when !_isStrict && Iso(value) is { } iso:
                return $"ISODate({Quote(iso)})";
            case BsonType.ObjectId when !_isStrict:
                return $"ObjectId({Quote(value.AsObjectId.ToString())})";
            case BsonType.DateTime or BsonType.ObjectId or BsonType.Decimal128:
                // One field and a text without quotes: blanks may be set without looking.
                return ExtendedJson.Format(value).Replace("{", "{ ").Replace("\":", "\": ").Replace("}", " }");
            default:
                return ExtendedJson.Format(value);
        }
    }

    /// <summary>An object of members whose values are written already.</summary>
    public string Object(IReadOnlyList<(string Name, string Text)> members, string indent, int column) =>
        Join('{', [.. members.Select(member => $"{Name(member.Name)}: {member.Text}")], '}', indent, column);

    /// <summary>An array of items that are written already.</summary>
    public string Array(IReadOnlyList<string> items, string indent, int column) =>
        Join('[', items, ']', indent, column);

    private string Join(char open, IReadOnlyList<string> parts, char close, string indent, int column)
    {
        if (parts.Count == 0)
        {
            return $"{open}{close}";
        }

        var blank = open == '{' ? " " : "";
        var line = $"{open}{blank}{string.Join(", ", parts)}{blank}{close}";
        if (column + line.Length <= ColumnsMax && !line.Contains('\n', StringComparison.Ordinal))
        {
            return line;
        }

        var inner = $"\n{indent}{IndentUnit}";
        return $"{open}{inner}{string.Join($",{inner}", parts)}\n{indent}{close}";
    }

    private string Quote(string value)
    {
        var json = ExtendedJson.Format(BsonValue.FromString(value));
        if (_quote == '"')
        {
            return json;
        }

        var text = new StringBuilder(json[1..^1]);
        return $"'{text.Replace("\\\"", "\"").Replace("'", "\\'")}'";
    }

    private static string? Iso(in BsonValue value)
    {
        const string Before = "{\"$date\":\"";
        var form = ExtendedJson.Format(value);
        return form.StartsWith(Before, StringComparison.Ordinal) ? form[Before.Length..^2] : null;
    }

    private static bool IsBare(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$');

    private static bool QuotesNames(string text)
    {
        var outline = new TextOutline(text);
        return outline.Members(outline.Root) is [var first, ..] && (text[first.NameStart] is '"' or '\'');
    }

    private static bool IsStrictJson(string text)
    {
        try
        {
            _ = ExtendedJson.ParseValue(text);
            return true;
        }
        catch (BsonFormatException)
        {
            return false;
        }
    }

    private static string FindIndentUnit(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var content = line.TrimStart(' ', '\t');
            if (content.Length < line.Length && content.Length > 0)
            {
                return line[0] == '\t' ? "\t" : line[..(line.Length - content.Length)];
            }
        }

        return "  ";
    }
}
