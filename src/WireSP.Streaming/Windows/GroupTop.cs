using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Tells which results of a <c>$group</c> a <c>$sort</c> with a <c>$limit</c> behind it leaves out, before they are
/// written: from the values that it sorts by.
/// </summary>
internal sealed class GroupTop
{
    // The name and its frame.
    private const int KeyHeaderBytes = 5;
    private const int DocumentBytes = 5;

    private readonly TopOperator _top;
    private readonly GroupPlan _plan;

    // By key of the sort: which of the results it is; -1 for the group's key.
    private readonly int[] _sources;

    // Whether results are of types that have to be written to tell; making them twice would be for nothing.
    private bool _isVain;

    private GroupTop(TopOperator top, GroupPlan plan, int[] sources)
    {
        _top = top;
        _plan = plan;
        _sources = sources;
    }

    /// <summary>For results that go to an operator; null when it does not sort, or by anything else.</summary>
    public static GroupTop? Of(Operator target, GroupPlan plan)
    {
        if (target is not TopOperator top)
        {
            return null;
        }

        var sources = new int[top.Keys.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            if (top.Keys[i].OnlyName is not { } name || !plan.TryFind(name, out sources[i]))
            {
                return null;
            }
        }

        return new GroupTop(top, plan, sources);
    }

    /// <summary>
    /// Whether a group's result is left out; it then counts as one that came in. Answers no where the result has to be
    /// written to tell.
    /// </summary>
    /// <param name="key">The group's key.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="group">The group.</param>
    public bool LeavesOut(in BsonValue key, GroupColumns columns, int group)
    {
        if (_isVain || !_top.IsFull || !TryMeasure(key, out var bytes))
        {
            return false;
        }

        columns.Context.Begin(BsonDocument.Empty);
        bytes += DocumentBytes + KeyHeaderBytes;
        for (var i = 0; i < columns.Items.Length; i++)
        {
            BsonValue result;
            try
            {
                result = columns.Items[i].Result(group, columns.Context);
            }
            catch (EvaluationException)
            {
                // Who writes it out tells why there is none.
                return false;
            }

            if (!TryMeasure(result, out var valueBytes))
            {
                _isVain = true;
                return false;
            }

            bytes += _plan.Names[i].Length + 2 + valueBytes;
            Offer(i, result.IsMissing ? BsonValue.Null : result);
        }

        Offer(-1, key);
        return _top.LeavesOut(bytes);
    }

    /// <summary>
    /// As <see cref="LeavesOut(in BsonValue, GroupColumns, int)"/>, of one of several results that are alike, where its
    /// first value tells.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="index">Which of them.</param>
    public bool LeavesOut(GroupResults results, int index) =>
        _top.IsFull
        && results.TypeOf(_sources[0]) is BsonType.Int32 or BsonType.Int64
        && _top.SortsBehind(results.PayloadsOf(_sources[0])[index], results.DocumentBytes);

    private void Offer(int source, in BsonValue value)
    {
        for (var i = 0; i < _sources.Length; i++)
        {
            if (_sources[i] == source)
            {
                _top.Candidate[i] = value;
            }
        }
    }

    // Of arrays one element decides, and what else lives in bytes is rarely sorted by.
    private static bool TryMeasure(in BsonValue value, out long bytes)
    {
        bytes = value.Type switch
        {
            BsonType.Int32 => 4,
            BsonType.Int64 or BsonType.Double or BsonType.DateTime => 8,
            BsonType.Boolean => 1,
            BsonType.String => value.Length + 5,
            BsonType.Null or BsonType.Missing => 0,
            _ => -1,
        };
        return bytes >= 0;
    }
}
