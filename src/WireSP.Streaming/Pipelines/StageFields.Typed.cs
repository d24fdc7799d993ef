using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <content>Fields of one type each. An absent or null field gives null, a field of another type is reported and gives
/// null.</content>
public sealed partial class StageFields
{
    private static readonly string[] DurationUnits = ["ms", "second", "minute", "hour", "day"];

    /// <summary>A string that must be there and not be empty.</summary>
    public string? RequiredString(string name)
    {
        if (!TryReadRequired(name, out _))
        {
            return null;
        }

        var text = OptionalString(name);
        if (text is { Length: 0 })
        {
            Report(PipelineErrorCodes.BadValue, name, $"'{name}' must not be empty");
            return null;
        }

        return text;
    }

    /// <summary>A string.</summary>
    public string? OptionalString(string name)
    {
        var value = Read(name);
        return value.IsMissing || !Expect(name, value, BsonType.String, "string") ? null : value.AsString;
    }

    /// <summary>One of several words; anything else is reported with the words and the nearest of them.</summary>
    public string? OptionalChoice(string name, params string[] choices)
    {
        var text = OptionalString(name);
        if (text is null || Array.IndexOf(choices, text) >= 0)
        {
            return text;
        }

        Report(
            PipelineErrorCodes.BadValue,
            name,
            $"'{text}' is not a value of '{name}'; expected {string.Join(", ", choices)}."
                + NearestName.Hint(text, choices));
        return null;
    }

    /// <summary>A boolean.</summary>
    public bool? OptionalBoolean(string name)
    {
        var value = Read(name);
        return value.IsMissing || !Expect(name, value, BsonType.Boolean, "bool") ? null : value.AsBoolean;
    }

    /// <summary>A whole number within bounds, of any numeric type.</summary>
    public long? OptionalInteger(string name, long min = long.MinValue, long max = long.MaxValue)
    {
        var value = Read(name);
        if (value.IsMissing)
        {
            return null;
        }

        if (!TryGetInteger(value, out var number))
        {
            _stage.ReportType(PathOf(name), value, "a whole number");
            return null;
        }

        if (number < min || number > max)
        {
            var expected = max == long.MaxValue ? $"at least {min}" : $"{min} to {max}";
            Report(PipelineErrorCodes.BadValue, name, $"'{name}' is {number}; expected {expected}");
            return null;
        }

        return number;
    }

    /// <summary>A document.</summary>
    public StageFields? OptionalDocument(string name)
    {
        var value = Read(name);
        return value.IsMissing ? null : Open(_stage, value, PathOf(name));
    }

    /// <summary>A document that must be there.</summary>
    public StageFields? RequiredDocument(string name) =>
        TryReadRequired(name, out var value) ? Open(_stage, value, PathOf(name)) : null;

    /// <summary>An array.</summary>
    public BsonArray? OptionalArray(string name)
    {
        var value = Read(name);
        return value.IsMissing || !Expect(name, value, BsonType.Array, "array") ? null : value.AsArray;
    }

    /// <summary>A string, or an array of strings that is not empty; at least one string or null.</summary>
    public IReadOnlyList<string>? RequiredStrings(string name)
    {
        if (!TryReadRequired(name, out var value))
        {
            return null;
        }

        if (value.Type != BsonType.Array)
        {
            return RequiredString(name) is { } text ? [text] : null;
        }

        List<string> texts = [];
        foreach (var item in value.AsArray)
        {
            if (item.Type != BsonType.String || item.Length == 0)
            {
                _stage.ReportType(PathOf($"{name}.{texts.Count}"), item, "a string that is not empty");
                return null;
            }

            texts.Add(item.AsString);
        }

        if (texts.Count == 0)
        {
            Report(PipelineErrorCodes.BadValue, name, $"'{name}' must not be an empty array");
            return null;
        }

        return texts;
    }

    /// <summary>A duration <c>{size, unit}</c>; with <paramref name="zeroAllowed"/> also the number 0.</summary>
    public TimeSpan? OptionalDuration(string name, bool zeroAllowed = false)
    {
        var value = Read(name);
        if (value.IsMissing)
        {
            return null;
        }

        if (zeroAllowed && TryGetInteger(value, out var number) && number == 0)
        {
            return TimeSpan.Zero;
        }

        var fields = Open(_stage, value, PathOf(name));
        return fields?.ReadDuration("size", zeroAllowed ? 0 : 1, DurationUnits);
    }

    /// <summary>Reads this document itself as a duration with the given name of its number and its units.</summary>
    internal TimeSpan? ReadDuration(string sizeName, long sizeMin, string[] units)
    {
        _ = TryReadRequired(sizeName, out _);
        _ = TryReadRequired("unit", out _);
        var size = OptionalInteger(sizeName, sizeMin, int.MaxValue);
        var unit = OptionalChoice("unit", units);
        RejectUnknown();
        if (size is null || unit is null)
        {
            return null;
        }

        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(size.Value),
            "second" => TimeSpan.FromSeconds(size.Value),
            "minute" => TimeSpan.FromMinutes(size.Value),
            "hour" => TimeSpan.FromHours(size.Value),
            _ => TimeSpan.FromDays(size.Value),
        };
    }

    /// <summary>The value as a whole number, whatever its numeric type.</summary>
    internal static bool TryGetInteger(BsonValue value, out long number)
    {
        switch (value.Type)
        {
            case BsonType.Int32:
                number = value.AsInt32;
                return true;
            case BsonType.Int64:
                number = value.AsInt64;
                return true;
            case BsonType.Double when Math.Floor(value.AsDouble) == value.AsDouble && Math.Abs(value.AsDouble) < 9e18:
                number = (long)value.AsDouble;
                return true;
            default:
                number = 0;
                return false;
        }
    }

    private bool Expect(string name, BsonValue value, BsonType type, string expected)
    {
        if (value.Type == type)
        {
            return true;
        }

        _stage.ReportType(PathOf(name), value, expected);
        return false;
    }
}
