using System.Text.RegularExpressions;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>
/// Expected values that are a condition and not a value: documents whose fields begin with <c>$$</c>. All conditions of
/// one document must hold.
/// </summary>
internal static class Matcher
{
    private const double WithinDefault = 1e-6;

    private static readonly TimeSpan PatternTimeMax = TimeSpan.FromSeconds(1);

    private static readonly string[] Names =
    [
        "$$any", "$$approx", "$$eq", "$$missing", "$$options", "$$regex", "$$subset", "$$type", "$$unordered",
        "$$within",
    ];

    /// <summary>Whether a value is a matcher: a document whose first field begins with <c>$$</c>.</summary>
    public static bool IsMatcher(in BsonValue value)
    {
        if (value.Type != BsonType.Document)
        {
            return false;
        }

        var elements = value.AsDocument.GetEnumerator();
        return elements.MoveNext() && elements.Current.NameUtf8.StartsWith("$$"u8);
    }

    /// <summary>Reports the unknown and malformed matchers in an expected value.</summary>
    public static void Check(StageContext file, in BsonValue expected, string path)
    {
        if (expected.Type == BsonType.Array)
        {
            var index = 0;
            foreach (var item in expected.AsArray)
            {
                Check(file, item, $"{path}.{index++}");
            }
        }
        else if (expected.Type == BsonType.Document)
        {
            var isMatcher = IsMatcher(expected);
            foreach (var element in expected.AsDocument)
            {
                CheckElement(file, element.Name, element.Value, isMatcher, $"{path}.{element.Name}");
            }
        }
    }

    /// <summary>Adds what does not hold of a value.</summary>
    public static void Compare(
        BsonDocument matcher, in BsonValue found, string path, bool isSubset, List<Difference> differences)
    {
        foreach (var element in matcher)
        {
            var argument = element.Value;
            switch (element.Name)
            {
                case "$$subset":
                    ValueComparison.Compare(argument, found, path, isSubset: true, differences);
                    break;
                case "$$unordered" when found.Type == BsonType.Array:
                    CompareUnordered(argument.AsArray, found.AsArray, path, isSubset, differences);
                    break;
                default:
                    if (!Holds(element.Name, argument, matcher, found))
                    {
                        differences.Add(new Difference(
                            path, ExtendedJson.Format(matcher), ValueComparison.Show(found)));
                    }

                    break;
            }
        }
    }

    private static void CheckElement(
        StageContext file, string name, in BsonValue argument, bool isMatcher, string path)
    {
        if (name.StartsWith("$$", StringComparison.Ordinal) != isMatcher || (isMatcher && !Names.Contains(name)))
        {
            var message = isMatcher && !name.StartsWith("$$", StringComparison.Ordinal)
                ? "a matcher has no other fields"
                : $"'{name}' is not a matcher here.{NearestName.Hint(name, Names)} Matchers: "
                    + string.Join(", ", Names);
            file.Report(PipelineErrorCodes.UnknownField, path, message);
        }
        else if (isMatcher && ExpectedArgument(name, argument) is { } expected)
        {
            file.ReportType(path, argument, expected);
        }
        else if (name != "$$eq")
        {
            Check(file, argument, path);
        }
    }

    // Null when the argument is as it must be.
    private static string? ExpectedArgument(string name, in BsonValue argument) => name switch
    {
        "$$any" or "$$missing" when argument.Type != BsonType.Boolean || !argument.AsBoolean => "true",
        "$$approx" or "$$within" when !argument.IsNumber => "number",
        "$$regex" when !IsPattern(argument) => "string with a regular expression",
        "$$options" when argument.Type != BsonType.String || argument.AsString.Trim('i', 'm', 's', 'x').Length > 0 =>
            "string of the letters i, m, s and x",
        "$$subset" when argument.Type != BsonType.Document => "object",
        "$$unordered" when argument.Type != BsonType.Array => "array",
        "$$type" when argument.Type != BsonType.String || !IsType(argument.AsString) =>
            $"one of number, {string.Join(", ", TypeNames.All)}",
        _ => null,
    };

    private static bool Holds(string name, in BsonValue argument, BsonDocument matcher, in BsonValue found) =>
        name switch
        {
            "$$any" => !found.IsMissing,
            "$$missing" => found.IsMissing,
            "$$eq" => !found.IsMissing && ExtendedJson.Format(argument, ExtendedJsonOptions.Canonical)
                == ExtendedJson.Format(found, ExtendedJsonOptions.Canonical),
            "$$type" => argument.AsString == "number"
                ? found.IsNumber
                : argument.AsString == TypeNames.Of(found.Type),
            "$$regex" => found.Type == BsonType.String && IsLike(found.AsString, argument.AsString, matcher),
            "$$approx" => found.IsNumber && IsNear(Number(argument), Number(found), matcher["$$within"]),
            // These two only say how others are meant.
            "$$options" or "$$within" => true,
            _ => false,
        };

    private static void CompareUnordered(
        BsonArray expected, BsonArray found, string path, bool isSubset, List<Difference> differences)
    {
        var pairs = ListComparison.Compare(
            expected.Count(),
            found.Count(),
            (i, j) => ValueComparison.Compare(expected[i], found[j], isSubset),
            isUnordered: true);
        foreach (var pair in pairs)
        {
            if (!pair.IsMatch)
            {
                differences.Add(new Difference(
                    path,
                    pair.Expected is { } wanted ? ValueComparison.Show(expected[wanted]) : null,
                    pair.Found is { } there ? ValueComparison.Show(found[there]) : null));
            }
        }
    }

    private static bool IsLike(string text, string pattern, BsonDocument matcher)
    {
        try
        {
            return Regex.IsMatch(text, pattern, OptionsOf(matcher), PatternTimeMax);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool IsNear(double expected, double found, in BsonValue within)
    {
        var allowed = within.IsNumber ? Number(within) : WithinDefault * Math.Max(1, Math.Abs(expected));
        return Math.Abs(expected - found) <= allowed;
    }

    private static double Number(in BsonValue value) => value.Type switch
    {
        BsonType.Double => value.AsDouble,
        BsonType.Decimal128 => value.AsDecimal128.ToDouble(),
        _ => value.Payload,
    };

    private static bool IsType(string name) => name == "number" || TypeNames.TryParse(name, out _);

    private static bool IsPattern(in BsonValue value)
    {
        try
        {
            return value.Type == BsonType.String && new Regex(value.AsString, RegexOptions.None, PatternTimeMax) is { };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static RegexOptions OptionsOf(BsonDocument matcher)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var letter in matcher["$$options"] is { Type: BsonType.String } text ? text.AsString : "")
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                _ => RegexOptions.IgnorePatternWhitespace,
            };
        }

        return options;
    }
}
