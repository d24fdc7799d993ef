namespace WireSP.Expressions;

/// <content>What a query tells beside whether it matches.</content>
public sealed partial class EvaluationContext
{
    /// <summary>
    /// Index of the array item by which the last query matched, in the outermost array of its path; -1 when no array
    /// was met. It is what the positional <c>$</c> of an update stands for.
    /// </summary>
    public int MatchedItem { get; internal set; } = -1;
}
