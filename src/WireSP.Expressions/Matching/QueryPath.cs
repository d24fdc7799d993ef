using System.Text;

namespace WireSP.Expressions.Matching;

/// <summary>
/// A dotted path of a query and where its value is looked up: in a slot of the field plan, or by a walk from the
/// context's document, for the queries inside <c>$elemMatch</c> and <c>$jsonSchema</c> that see documents the plan does
/// not.
/// </summary>
internal sealed class QueryPath
{
    private readonly byte[][] _names;
    private readonly int[] _indexes;
    private readonly int _slot;

    /// <summary>Parses a path.</summary>
    /// <param name="text">The path with its dots.</param>
    /// <param name="fields">The plan to take a slot from; null to walk.</param>
    public QueryPath(string text, FieldPlan? fields)
    {
        Text = text;
        var names = text.Split('.');
        _names = new byte[names.Length][];
        _indexes = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(names[i]);
            _indexes[i] = ParseIndex(names[i]);
        }

        _slot = fields is null || text.Length == 0 ? -1 : fields.GetRawSlot(text);
    }

    /// <summary>The path with its dots.</summary>
    public string Text { get; }

    /// <summary>The predicate that asks a test of this path's values.</summary>
    public Predicate Ask(ValueTest test)
    {
        var walk = new PathWalk(_names, _indexes, test);
        return _slot < 0 ? new WalkedPredicate(walk) : new SlotPredicate(_slot, test, walk);
    }

    // "01" is a name and never an index: arrays have no such key.
    private static int ParseIndex(string name) =>
        name is [>= '0' and <= '9', ..] && (name.Length == 1 || name[0] != '0')
        && int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index) ? index : -1;
}
