using System.Buffers;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>One step of a <see cref="BytePattern"/>, and the one that follows it.</summary>
/// <param name="kind">What the step asks of the text.</param>
internal sealed class PatternNode(PatternNodeKind kind)
{
    /// <summary>What the step asks of the text.</summary>
    public PatternNodeKind Kind { get; } = kind;

    /// <summary>The next step; null behind the last.</summary>
    public PatternNode? Next { get; set; }

    /// <summary>Of a literal: its bytes.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>Of a repetition: the bytes that it takes, a bit each.</summary>
    public UInt128 Set
    {
        get;
        init
        {
            field = value;
            Stop = UInt128.PopCount(~value) == UInt128.One ? (int)UInt128.TrailingZeroCount(~value) : -1;
        }
    }

    /// <summary>Of a repetition: the bytes that it takes, to search for.</summary>
    public SearchValues<byte>? Values { get; init; }

    /// <summary>Of a repetition: how many bytes at least.</summary>
    public int Min { get; init; }

    /// <summary>Of a repetition: how many bytes at most.</summary>
    public int Max { get; init; }

    /// <summary>Of a repetition: whether a match never needs fewer bytes than the text has of the set.</summary>
    public bool TakesAll { get; set; }

    /// <summary>Of a repetition: the one byte that is not in the set; below zero where it is not one.</summary>
    public int Stop { get; private init; } = -1;

    /// <summary>Of a group's begin or end: its number, from 1.</summary>
    public int Group { get; init; }

    /// <summary>Of a choice: the first steps of its branches, each of which goes on behind the choice.</summary>
    public PatternNode[] Branches { get; init; } = [];

    /// <summary>
    /// Of a choice: the number of the only branch that can lead to a match where a byte follows; below zero where none
    /// can. Null where several may have to be tried.
    /// </summary>
    public sbyte[]? BranchOf { get; set; }

    /// <summary>Of a choice: the first of the places of the groups in its branches.</summary>
    public int FirstPlace { get; init; }

    /// <summary>Of a choice: how many places the groups in its branches have.</summary>
    public int PlaceCount { get; init; }
}
