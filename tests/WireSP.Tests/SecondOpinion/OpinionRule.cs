using System.Text.RegularExpressions;

namespace WireSP.Tests.SecondOpinion;

/// <summary>A known difference: the cases that it covers, as patterns over whole texts, and who is right.</summary>
/// <param name="Rows">Names of the rows.</param>
/// <param name="Operands">Kinds of the operands.</param>
/// <param name="Ours">Kinds of our answer.</param>
/// <param name="Theirs">Kinds of the peer's answer.</param>
/// <param name="Count">How many cases differ so: one more or less is a change that somebody has to look at.</param>
/// <param name="Reason">The manual's page, and what it says.</param>
internal sealed record OpinionRule(
    string Rows, string Operands, string Ours, string Theirs, int Count, string Reason)
{
    /// <summary>Whether the rule covers a difference.</summary>
    public bool Covers(OpinionCase one, in Answer ours, in Answer theirs) =>
        IsWhole(Rows, one.Row)
        && IsWhole(Operands, one.Operands)
        && IsWhole(Ours, ours.Kind)
        && IsWhole(Theirs, theirs.Kind);

    private static bool IsWhole(string pattern, string text) => Regex.IsMatch(text, $"^(?:{pattern})$");
}
