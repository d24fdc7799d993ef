namespace WireSP.Expressions.Matching.Patterns;

/// <summary>
/// What can be said of a pattern's steps before there is a text. Each step is looked at once, however many ways lead
/// to it.
/// </summary>
internal sealed class PatternReach
{
    private static readonly (int Min, int Max) Unknown = (0, int.MaxValue);

    // A repetition may be followed by either end of the text.
    private readonly FirstBytes _followers = new(UInt128.MaxValue, UInt128.One << '\n');
    // What a branch has to go on with, at the begin of the text or not.
    private readonly FirstBytes _branches = new(null, UInt128.MaxValue);

    private readonly Dictionary<PatternNode, bool> _succeeds = [];
    private readonly Dictionary<PatternNode, (int Min, int Max)> _distances = [];

    /// <summary>Looks at a pattern, and marks the steps of which nothing has to be taken back.</summary>
    /// <param name="first">Its first step.</param>
    /// <param name="target">A step that all matches pass; null when there is none.</param>
    public PatternReach(PatternNode first, PatternNode? target)
    {
        Starts = new FirstBytes(UInt128.Zero, UInt128.MaxValue).Of(first);
        (DistanceMin, DistanceMax) = target is null ? Unknown : DistanceOf(first, target);
        Mark(first, []);
    }

    /// <summary>What a match may begin with behind the begin of the text; all bytes where it may be empty.</summary>
    public UInt128 Starts { get; }

    /// <summary>Bytes of a match before the target, at least.</summary>
    public int DistanceMin { get; }

    /// <summary>Bytes of a match before the target, at most.</summary>
    public int DistanceMax { get; }

    // Whether there is a match from here on, whatever follows in the text.
    private bool Succeeds(PatternNode node)
    {
        if (!_succeeds.TryGetValue(node, out var succeeds))
        {
            _succeeds[node] = succeeds = node.Kind switch
            {
                PatternNodeKind.Accept => true,
                PatternNodeKind.GroupBegin or PatternNodeKind.GroupEnd => Succeeds(node.Next!),
                PatternNodeKind.Repeat => node.Min == 0 && Succeeds(node.Next!),
                PatternNodeKind.Choice => Array.Exists(node.Branches, Succeeds),
                _ => false,
            };
        }

        return succeeds;
    }

    private (int Min, int Max) DistanceOf(PatternNode node, PatternNode target)
    {
        if (ReferenceEquals(node, target))
        {
            return (0, 0);
        }

        if (!_distances.TryGetValue(node, out var distance))
        {
            _distances[node] = distance = node.Kind == PatternNodeKind.Choice
                ? DistanceOfAny(node.Branches, target)
                : Add(LengthOf(node), DistanceOf(node.Next!, target));
        }

        return distance;
    }

    private (int Min, int Max) DistanceOfAny(PatternNode[] branches, PatternNode target)
    {
        var (min, max) = DistanceOf(branches[0], target);
        foreach (var branch in branches.AsSpan(1))
        {
            var other = DistanceOf(branch, target);
            (min, max) = (Math.Min(min, other.Min), Math.Max(max, other.Max));
        }

        return (min, max);
    }

    private static (int Min, int Max) LengthOf(PatternNode node) => node.Kind switch
    {
        PatternNodeKind.Literal => (node.Bytes.Length, node.Bytes.Length),
        PatternNodeKind.Repeat => (node.Min, node.Max),
        _ => (0, 0),
    };

    private static (int Min, int Max) Add((int Min, int Max) left, (int Min, int Max) right) => (
        (int)Math.Min((long)left.Min + right.Min, int.MaxValue),
        (int)Math.Min((long)left.Max + right.Max, int.MaxValue));

    // A repetition that stopped earlier would be followed by one more of its bytes. Where that is not what has to
    // follow, or nothing has to, it takes all.
    private void Mark(PatternNode node, HashSet<PatternNode> seen)
    {
        for (; seen.Add(node) && node.Kind != PatternNodeKind.Accept; node = node.Next!)
        {
            if (node.Kind == PatternNodeKind.Choice)
            {
                node.BranchOf = BranchesByByte(node.Branches);
                foreach (var branch in node.Branches)
                {
                    Mark(branch, seen);
                }

                return;
            }

            if (node.Kind == PatternNodeKind.Repeat)
            {
                node.TakesAll = Succeeds(node.Next!) || (node.Set & _followers.Of(node.Next!)) == UInt128.Zero;
            }
        }
    }

    // The number of the branch that a byte leads to, where there is never more than one; null elsewhere.
    private sbyte[]? BranchesByByte(PatternNode[] branches)
    {
        var numbers = new sbyte[128];
        Array.Fill(numbers, (sbyte)-1);
        for (var i = 0; i < branches.Length; i++)
        {
            var bytes = _branches.Of(branches[i]);
            foreach (var next in BytePattern.BytesOf(bytes))
            {
                if (numbers[next] >= 0 || bytes == UInt128.MaxValue)
                {
                    return null;
                }

                numbers[next] = (sbyte)i;
            }
        }

        return branches.Length <= sbyte.MaxValue ? numbers : null;
    }

    // The bytes of which one has to come next where a pattern goes on; all where it may end.
    private sealed class FirstBytes(UInt128? atBegin, UInt128 atEnd)
    {
        private readonly Dictionary<PatternNode, UInt128> _known = [];

        public UInt128 Of(PatternNode node)
        {
            if (!_known.TryGetValue(node, out var bytes))
            {
                _known[node] = bytes = node.Kind switch
                {
                    PatternNodeKind.Literal => UInt128.One << node.Bytes[0],
                    PatternNodeKind.Repeat => node.Min > 0 ? node.Set : node.Set | Of(node.Next!),
                    PatternNodeKind.Choice => OfAny(node.Branches),
                    PatternNodeKind.GroupBegin or PatternNodeKind.GroupEnd => Of(node.Next!),
                    PatternNodeKind.TextBegin => atBegin ?? Of(node.Next!),
                    PatternNodeKind.TextEnd => atEnd,
                    _ => UInt128.MaxValue,
                };
            }

            return bytes;
        }

        private UInt128 OfAny(PatternNode[] branches)
        {
            var all = UInt128.Zero;
            foreach (var branch in branches)
            {
                all |= Of(branch);
            }

            return all;
        }
    }
}
