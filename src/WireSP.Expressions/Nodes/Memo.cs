using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>What an expression has worked out for one document, so that it need not do so again.</summary>
internal sealed class Memo
{
    // No document has this number.
    private long _document = -1;

    /// <summary>The value.</summary>
    public BsonValue Value { get; set; }

    /// <summary>Where the parts of a text end, as many as <see cref="Count"/> says.</summary>
    public int[] Ends { get; private set; } = new int[16];

    /// <summary>How many ends there are; the last part has none.</summary>
    public int Count { get; set; }

    /// <summary>Bytes between the end of a part and the next part.</summary>
    public int SeparatorLength { get; set; }

    /// <summary>Adds the end of a part.</summary>
    public void AddEnd(int end)
    {
        if (Count == Ends.Length)
        {
            var more = Ends;
            Array.Resize(ref more, Count * 2);
            Ends = more;
        }

        Ends[Count++] = end;
    }

    /// <summary>Whether the memo is of the context's present document.</summary>
    public bool IsOf(EvaluationContext context) => _document == context.DocumentNumber;

    /// <summary>Says that the memo now is of the context's present document.</summary>
    public void Keep(EvaluationContext context) => _document = context.DocumentNumber;
}
