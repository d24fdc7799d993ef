using WireSP.Expressions.Nodes;

namespace WireSP.Expressions;

/// <content>What has been worked out for the present document and is wanted again.</content>
public sealed partial class EvaluationContext
{
    private Memo[] _memos = [];

    /// <summary>Tells the present document from those before it.</summary>
    internal long DocumentNumber { get; private set; }

    /// <summary>The memo that the compiler gave this index.</summary>
    internal Memo MemoAt(int index) => (uint)index < (uint)_memos.Length ? _memos[index] : AddMemos(index);

    private Memo AddMemos(int index)
    {
        var known = _memos.Length;
        Array.Resize(ref _memos, index + 1);
        for (var i = known; i <= index; i++)
        {
            _memos[i] = new Memo();
        }

        return _memos[index];
    }
}
