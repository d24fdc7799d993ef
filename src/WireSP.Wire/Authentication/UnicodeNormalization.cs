using System.Text;

namespace WireSP.Wire.Authentication;

/// <summary>
/// Unicode normalization form KC (https://unicode.org/reports/tr15/) over the characters of Unicode 3.2.
/// </summary>
internal static class UnicodeNormalization
{
    private const int HangulBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int HangulCount = LeadCount * VowelCount * TailCount;

    /// <summary>Decomposes by compatibility, puts combining marks in order and composes.</summary>
    public static string ToNfkc(string text)
    {
        var characters = Decompose(text);
        Order(characters);
        Compose(characters);
        var result = new StringBuilder(characters.Count);
        foreach (var character in characters)
        {
            result.Append(new Rune(character));
        }

        return result.ToString();
    }

    private static List<int> Decompose(string text)
    {
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var syllable = rune.Value - HangulBase;
            if (syllable is >= 0 and < HangulCount)
            {
                characters.Add(LeadBase + (syllable / (VowelCount * TailCount)));
                characters.Add(VowelBase + (syllable % (VowelCount * TailCount) / TailCount));
                if (syllable % TailCount != 0)
                {
                    characters.Add(TailBase + (syllable % TailCount));
                }
            }
            else if (UnicodeTables.Instance.Decompose(rune.Value) is { } parts)
            {
                characters.AddRange(parts);
            }
            else
            {
                characters.Add(rune.Value);
            }
        }

        return characters;
    }

    // An insertion sort, because it must be stable and runs of marks are short.
    private static void Order(List<int> characters)
    {
        var tables = UnicodeTables.Instance;
        for (var index = 1; index < characters.Count; index++)
        {
            var combiningClass = tables.CombiningClass(characters[index]);
            for (var at = index; combiningClass > 0 && at > 0; at--)
            {
                if (tables.CombiningClass(characters[at - 1]) <= combiningClass)
                {
                    break;
                }

                (characters[at - 1], characters[at]) = (characters[at], characters[at - 1]);
            }
        }
    }

    private static void Compose(List<int> characters)
    {
        var tables = UnicodeTables.Instance;
        var starter = -1;
        var lastClass = 0;
        for (var index = 0; index < characters.Count; index++)
        {
            var combiningClass = tables.CombiningClass(characters[index]);
            var isBlocked = index - 1 != starter && lastClass >= combiningClass;
            var composite = starter < 0 || isBlocked ? 0 : ComposePair(characters[starter], characters[index]);
            if (composite != 0)
            {
                characters[starter] = composite;
                characters.RemoveAt(index--);
                continue;
            }

            if (combiningClass == 0)
            {
                starter = index;
            }

            lastClass = combiningClass;
        }
    }

    private static int ComposePair(int first, int second)
    {
        var (lead, vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            return HangulBase + (((lead * VowelCount) + vowel) * TailCount);
        }

        var (syllable, tail) = (first - HangulBase, second - TailBase);
        if (syllable is >= 0 and < HangulCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
        {
            return first + tail;
        }

        return UnicodeTables.Instance.Compose(first, second);
    }
}
