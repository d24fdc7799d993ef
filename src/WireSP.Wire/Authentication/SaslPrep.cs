using System.Text;

namespace WireSP.Wire.Authentication;

/// <summary>Prepares a password as RFC 4013 says, so that one typed on any keyboard gives the same bytes.</summary>
internal static class SaslPrep
{
    /// <summary>Maps, normalizes and checks a password.</summary>
    /// <exception cref="FormatException">A character that the profile forbids, or text of both directions
    /// mixed.</exception>
    public static string Prepare(string password)
    {
        if (IsPlain(password))
        {
            return password;
        }

        var prepared = UnicodeNormalization.ToNfkc(Map(password));
        foreach (var rune in prepared.EnumerateRunes())
        {
            if (UnicodeTables.Instance.IsProhibited(rune.Value))
            {
                throw new FormatException($"the password has the character U+{rune.Value:X4}, which SASLprep forbids");
            }
        }

        CheckDirection(prepared);
        return prepared;
    }

    // Printable ASCII is its own preparation.
    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static string Map(string text)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (UnicodeTables.Instance.IsNonAsciiSpace(rune.Value))
            {
                mapped.Append(' ');
            }
            else if (!UnicodeTables.Instance.IsMappedToNothing(rune.Value))
            {
                mapped.Append(rune);
            }
        }

        return mapped.ToString();
    }

    // RFC 3454 §6: text with a right-to-left character has no left-to-right one, and both ends are right-to-left.
    private static void CheckDirection(string text)
    {
        int first = -1, last = -1;
        bool hasRight = false, hasLeft = false;
        foreach (var rune in text.EnumerateRunes())
        {
            first = first < 0 ? rune.Value : first;
            last = rune.Value;
            hasRight |= UnicodeTables.Instance.IsRightToLeft(rune.Value);
            hasLeft |= UnicodeTables.Instance.IsLeftToRight(rune.Value);
        }

        if (hasRight
            && (hasLeft || !UnicodeTables.Instance.IsRightToLeft(first) || !UnicodeTables.Instance.IsRightToLeft(last)))
        {
            throw new FormatException("the password mixes text of both directions, which SASLprep forbids");
        }
    }
}
