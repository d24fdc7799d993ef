using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <content>Results: many at once where they are alike, else one by one.</content>
internal sealed partial class GroupState
{
    // Where results went last, and what is known of it.
    private Operator? _target;
    private GroupTop? _top;

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
    {
        // Some states put themselves in order for their results.
        _changes.Settle();
        var origins = new OriginTable();
        _ = origins.Add(windowOrigin);
        if (!ReferenceEquals(_target, target))
        {
            (_target, _top) = (target, GroupTop.Of(target, _plan));
        }

        for (var first = 0; first < _table.Count;)
        {
            _columns.PassOn();
            var count = Math.Min(Math.Min(GroupResults.CountMax, _columns.PartRoom), _table.Count - first);
            var isAlike = _work.Results.TryRead(_table, _columns, first, count);
            if (!isAlike || _top is not null)
            {
                EmitEach(first, count, eventTimeMs, origins, isAlike ? _work.Results : null);
            }
            else if (target is CollectOperator collector)
            {
                _columns.Collect(_work.Results, eventTimeMs, origins, collector);
            }
            else if (_work.FilterOf(target) is { } filter && filter.TryChoose(_work.Results, out var chosen))
            {
                _columns.Push(_work.Results, chosen, eventTimeMs, origins, target);
            }
            else
            {
                _columns.Push(_work.Results, eventTimeMs, origins, target);
            }

            first += count;
        }
    }

    private void EmitEach(int first, int count, long eventTimeMs, OriginTable origins, GroupResults? results)
    {
        for (var group = first; group < first + count; group++)
        {
            _columns.PassOn();
            if (_top is { } top && (
                (results is not null && top.LeavesOut(results, group - first))
                || top.LeavesOut(_table.KeyOf(group), _columns, group)))
            {
                continue;
            }

            var start = _columns.Writer.BeginDocument();
            _table.WriteKey(group, "_id"u8, _columns.Writer);
            _columns.Emit(start, group, eventTimeMs, origins, _target!);
        }
    }
}
