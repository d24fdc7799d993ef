namespace WireSP.Server.PipelineTests;

/// <summary>
/// Puts found items beside expected ones so that as many as possible match, and pairs the others in order: one document
/// too many is told as one, not as a difference in all that follow.
/// </summary>
internal static class ListComparison
{
    // Comparing each with each is for people to read; nobody reads lists that are longer.
    private const long CellsMax = 4_000_000;

    /// <summary>Compares two lists.</summary>
    /// <param name="expectedCount">How many items were expected.</param>
    /// <param name="foundCount">How many were found.</param>
    /// <param name="compare">The differences between an expected and a found item.</param>
    /// <param name="isUnordered">Whether the order is of no importance.</param>
    public static IReadOnlyList<ListPair> Compare(
        int expectedCount, int foundCount, Func<int, int, List<Difference>> compare, bool isUnordered)
    {
        var known = new Dictionary<(int, int), List<Difference>>();
        var isLong = (long)expectedCount * foundCount > CellsMax;
        var partners = (isLong, isUnordered) switch
        {
            (false, false) => Align(expectedCount, foundCount, IsMatch),
            (false, true) => Match(expectedCount, foundCount, IsMatch),
            (true, false) => SameIndexes(expectedCount, foundCount, IsMatch),
            (true, true) => FirstFits(
                expectedCount, foundCount, (i, j) => ValueComparison.AreNone(compare(i, j))),
        };
        return Pair(partners, foundCount, isUnordered, Differences);

        List<Difference> Differences(int i, int j) =>
            known.TryGetValue((i, j), out var found) ? found : known[(i, j)] = compare(i, j);

        bool IsMatch(int i, int j) => ValueComparison.AreNone(Differences(i, j));
    }

    private static int[] SameIndexes(int expectedCount, int foundCount, Func<int, int, bool> isMatch)
    {
        var partners = new int[expectedCount];
        for (var i = 0; i < expectedCount; i++)
        {
            partners[i] = i < foundCount && isMatch(i, i) ? i : -1;
        }

        return partners;
    }

    // Not always the greatest matching when matchers overlap, but without a table of all pairs.
    private static int[] FirstFits(int expectedCount, int foundCount, Func<int, int, bool> isMatch)
    {
        var partners = new int[expectedCount];
        var free = new LinkedList<int>(Enumerable.Range(0, foundCount));
        for (var i = 0; i < expectedCount; i++)
        {
            var node = free.First;
            while (node is not null && !isMatch(i, node.Value))
            {
                node = node.Next;
            }

            partners[i] = node?.Value ?? -1;
            if (node is not null)
            {
                free.Remove(node);
            }
        }

        return partners;
    }

    // For each expected item the found one, or -1: a longest common subsequence, with common ends taken off first.
    private static int[] Align(int expectedCount, int foundCount, Func<int, int, bool> isMatch)
    {
        var partners = new int[expectedCount];
        Array.Fill(partners, -1);
        var start = 0;
        while (start < Math.Min(expectedCount, foundCount) && isMatch(start, start))
        {
            partners[start] = start;
            start++;
        }

        var rows = expectedCount - start;
        var columns = foundCount - start;
        var longest = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                longest[i, j] = isMatch(start + i, start + j)
                    ? longest[i + 1, j + 1] + 1
                    : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (isMatch(start + i, start + j))
            {
                partners[start + i++] = start + j++;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return partners;
    }

    // A greatest matching: with matchers one found item may fit several expected ones, so the first fit is not enough.
    private static int[] Match(int expectedCount, int foundCount, Func<int, int, bool> isMatch)
    {
        var takenBy = new int[foundCount];
        Array.Fill(takenBy, -1);
        for (var i = 0; i < expectedCount; i++)
        {
            _ = TryPlace(i, new bool[foundCount]);
        }

        var partners = new int[expectedCount];
        Array.Fill(partners, -1);
        for (var j = 0; j < foundCount; j++)
        {
            if (takenBy[j] >= 0)
            {
                partners[takenBy[j]] = j;
            }
        }

        return partners;

        bool TryPlace(int i, bool[] seen)
        {
            for (var j = 0; j < foundCount; j++)
            {
                if (!seen[j] && isMatch(i, j))
                {
                    seen[j] = true;
                    if (takenBy[j] < 0 || TryPlace(takenBy[j], seen))
                    {
                        takenBy[j] = i;
                        return true;
                    }
                }
            }

            return false;
        }
    }

    private static List<ListPair> Pair(
        int[] partners, int foundCount, bool isUnordered, Func<int, int, List<Difference>> differences)
    {
        var isTaken = new bool[foundCount];
        foreach (var found in partners)
        {
            if (found >= 0)
            {
                isTaken[found] = true;
            }
        }

        List<ListPair> pairs = [];
        var free = 0;
        for (var i = 0; i < partners.Length; i++)
        {
            var found = partners[i];
            if (found < 0)
            {
                found = NextFree(i);
            }

            pairs.Add(found < 0 ? new ListPair(i, null, []) : new ListPair(i, found, differences(i, found)));
        }

        for (var j = 0; j < foundCount; j++)
        {
            if (!isTaken[j])
            {
                pairs.Add(new ListPair(null, j, []));
            }
        }

        return pairs;

        // In order only up to the next match, so that what is shown keeps its order.
        int NextFree(int expected)
        {
            var limit = isUnordered ? -1 : partners.AsSpan(expected + 1).IndexOfAnyInRange(0, int.MaxValue);
            limit = limit < 0 ? foundCount : partners[expected + 1 + limit];
            while (free < limit && isTaken[free])
            {
                free++;
            }

            if (free >= limit)
            {
                return -1;
            }

            isTaken[free] = true;
            return free;
        }
    }
}
