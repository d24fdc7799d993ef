using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Tells which results of a <c>$group</c> a <c>$match</c> behind it lets pass, before they are written: from the
/// columns that they are made of.
/// </summary>
internal sealed class GroupFilter
{
    private readonly FilterOperator _filter;
    private readonly ColumnTest _test;
    private readonly long[] _answers = new long[GroupResults.CountMax];

    // Of which layout of results it is known whether their columns tell.
    private int _layout = -1;
    private bool _tells;

    private GroupFilter(FilterOperator filter, ColumnTest test) => (_filter, _test) = (filter, test);

    /// <summary>For results that go to an operator; null when it is no such stage, or looks at more.</summary>
    public static GroupFilter? Of(Operator target) =>
        target is FilterOperator filter && filter.CreateColumnTest() is { } test ? new GroupFilter(filter, test) : null;

    /// <summary>Which of the results pass, where that can be told; the others count as having come in.</summary>
    /// <param name="results">The results.</param>
    /// <param name="chosen">Receives zero for each that does not pass.</param>
    public bool TryChoose(GroupResults results, out ReadOnlySpan<long> chosen)
    {
        if (_layout != results.Layout)
        {
            _layout = results.Layout;
            _tells = _test.TryBegin(results.Names, results.Types, results.Columns);
        }

        var answers = _answers.AsSpan(0, results.Count);
        chosen = answers;
        if (!_tells || !_test.TryAnswer(_filter.Context, answers))
        {
            return false;
        }

        var leftOut = answers.Count(0);
        _filter.CountLeftOut(leftOut, (long)leftOut * results.DocumentBytes);
        return true;
    }
}
