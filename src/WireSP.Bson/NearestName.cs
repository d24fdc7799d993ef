namespace WireSP.Bson;

/// <summary>
/// Finds the known name that a mistyped one was probably meant to be, for error messages. Lives here because every
/// project refuses unknown fields and all of them see this one.
/// </summary>
public static class NearestName
{
    // Longer names are not typing slips of one another, and the comparison is quadratic in length.
    private const int LengthMax = 64;

    /// <summary>The nearest of the known names, ignoring case; null when none is near enough to suggest.</summary>
    public static string? Find(string name, IEnumerable<string> knownNames)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(knownNames);
        if (name.Length > LengthMax)
        {
            return null;
        }

        string? nearest = null;
        var distanceMin = Math.Max(2, name.Length / 3) + 1;
        foreach (var known in knownNames)
        {
            if (known.Length > LengthMax)
            {
                continue;
            }

            var distance = Distance(name.ToUpperInvariant(), known.ToUpperInvariant());
            // A name whose every letter would have to change is no suggestion.
            if (distance < distanceMin && distance < known.Length)
            {
                distanceMin = distance;
                nearest = known;
            }
        }

        return nearest;
    }

    /// <summary><c> Did you mean 'x'?</c> with its leading space, or nothing when no known name is near.</summary>
    public static string Hint(string name, IEnumerable<string> knownNames) =>
        Find(name, knownNames) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The hint, or where no known name is near, all of them: <c> Known fields: a, b.</c></summary>
    public static string HintOrNames(string name, IReadOnlyCollection<string> knownNames)
    {
        ArgumentNullException.ThrowIfNull(knownNames);
        var hint = Hint(name, knownNames);
        return hint.Length > 0 || knownNames.Count == 0
            ? hint
            : $" Known fields: {string.Join(", ", knownNames.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>
    /// The hint for a text that has no full stop yet: <c>. Did you mean 'x'?</c>, or nothing when no name is near.
    /// </summary>
    public static string HintAfterText(string name, IEnumerable<string> knownNames) =>
        Hint(name, knownNames) is { Length: > 0 } hint ? "." + hint : "";

    // Optimal string alignment: two letters exchanged count as one slip.
    private static int Distance(string left, string right)
    {
        var width = right.Length + 1;
        Span<int> rows = stackalloc int[3 * (LengthMax + 1)];
        for (var j = 0; j < width; j++)
        {
            rows[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var row = i % 3 * width;
            var above = (i - 1) % 3 * width;
            rows[row] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[above + j] + 1, rows[row + j - 1] + 1), rows[above + j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    best = Math.Min(best, rows[((i - 2) % 3 * width) + j - 2] + 1);
                }

                rows[row + j] = best;
            }
        }

        return rows[(left.Length % 3 * width) + right.Length];
    }
}
