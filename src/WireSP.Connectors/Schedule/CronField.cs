using System.Globalization;

namespace WireSP.Connectors.Schedule;

/// <summary>
/// One field of a schedule: its bounds, the names of its values, and a parser that gives the set as bits.
/// </summary>
/// <param name="name">The field's name in messages.</param>
/// <param name="min">Least value.</param>
/// <param name="max">Greatest value.</param>
/// <param name="valueNames">Three-letter names of the values from <paramref name="min"/> on; may be empty.</param>
internal sealed class CronField(string name, int min, int max, params string[] valueNames)
{
    /// <summary>Parses a comma-separated list of <c>*</c>, values, ranges <c>a-b</c> and steps <c>a/n</c>.</summary>
    /// <exception cref="FormatException">What was found and what was expected.</exception>
    public ulong Parse(string text)
    {
        var set = 0UL;
        foreach (var item in text.Split(','))
        {
            set |= ParseItem(item, text);
        }

        return set;
    }

    private static ulong Bits(int from, int to, int step)
    {
        var set = 0UL;
        for (var value = from; value <= to; value += step)
        {
            set |= 1UL << value;
        }

        return set;
    }

    private ulong ParseItem(string item, string text)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : ParseStep(item[(slash + 1)..], text);
        if (range == "*")
        {
            return Bits(min, max, step);
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            // A step without an end goes on to the field's last value.
            var start = ParseValue(range, text);
            return Bits(start, slash < 0 ? start : max, step);
        }

        var from = ParseValue(range[..dash], text);
        var to = ParseValue(range[(dash + 1)..], text);
        return from <= to
            ? Bits(from, to, step)
            : throw Expected(text, $"a range that does not run backwards, found '{range}'");
    }

    private int ParseStep(string step, string text) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 64
            ? number
            : throw Expected(text, $"after '/' a whole number from 1 to 63, found '{step}'");

    private int ParseValue(string value, string text)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        var index = Array.FindIndex(
            valueNames, known => string.Equals(known, value, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return min + index;
        }

        var names = valueNames.Length == 0 ? "" : $" or {valueNames[0]} to {valueNames[^1]}";
        throw Expected(text, $"{min} to {max}{names}, '*', a range a-b, a step a/n or a list a,b; found '{value}'");
    }

    private FormatException Expected(string text, string expected) => new($"{name} '{text}': expected {expected}");
}
