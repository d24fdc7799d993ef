using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear</c>: bits of a whole number in two's complement, whose sign
/// goes on for ever, or of binary data, whose bits past the end are clear.
/// </summary>
internal sealed class BitsTest(int[] positions, bool wantsSet, bool wantsAll) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (value.Type == BsonType.Binary)
        {
            return MatchesBinary(value.Bytes);
        }

        return Integers.TryExact(value, out var number) && MatchesInteger(number);
    }

    private bool MatchesInteger(long number)
    {
        foreach (var position in positions)
        {
            var isSet = (number >> Math.Min(position, 63) & 1) != 0;
            if ((isSet == wantsSet) != wantsAll)
            {
                return !wantsAll;
            }
        }

        return wantsAll;
    }

    private bool MatchesBinary(ReadOnlySpan<byte> bytes)
    {
        foreach (var position in positions)
        {
            var index = position >> 3;
            var isSet = index < bytes.Length && (bytes[index] >> (position & 7) & 1) != 0;
            if ((isSet == wantsSet) != wantsAll)
            {
                return !wantsAll;
            }
        }

        return wantsAll;
    }
}
