using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions;

/// <summary>
/// An order of an array's items: by themselves (1 or -1), or by fields of theirs. Unlike in the stage <c>$sort</c>, a
/// field that is an array counts as a whole; one that is not there counts as null.
/// </summary>
internal sealed class ItemOrder
{
    private readonly (byte[][] Names, int Sign)[] _keys;

    private ItemOrder((byte[][] Names, int Sign)[] keys) => _keys = keys;

    /// <summary>Reads <c>1</c>, <c>-1</c> or a pattern <c>{ path: 1 | -1, … }</c>.</summary>
    /// <exception cref="ExpressionSyntaxException">It is none of these.</exception>
    public static ItemOrder Parse(BsonValue sortBy)
    {
        if (sortBy.IsNumber)
        {
            return new([([], Direction(sortBy))]);
        }

        if (sortBy.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                2,
                "The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields");
        }

        List<(byte[][], int)> keys = [];
        foreach (var element in sortBy.AsDocument)
        {
            FieldPaths.Check(element.Name);
            keys.Add((Array.ConvertAll(element.Name.Split('.'), Encoding.UTF8.GetBytes), Direction(element.Value)));
        }

        return keys.Count > 0
            ? new([.. keys])
            : throw new ExpressionSyntaxException(2, "The $sort pattern is empty when it should be a set of fields.");
    }

    /// <summary>Sorts in place; items that are equal in this order keep theirs.</summary>
    public void Sort(Span<BsonValue> items)
    {
        var copies = items.ToArray();
        var order = new int[copies.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // The index decides between equal items, so that the sort is stable.
        Array.Sort(order, (left, right) => Compare(copies[left], copies[right]) is var byKey and not 0
            ? byKey
            : left.CompareTo(right));
        for (var i = 0; i < order.Length; i++)
        {
            items[i] = copies[order[i]];
        }
    }

    private int Compare(in BsonValue left, in BsonValue right)
    {
        foreach (var (names, sign) in _keys)
        {
            var order = Order.Compare(KeyOf(left, names), KeyOf(right, names)) * sign;
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static BsonValue KeyOf(in BsonValue item, byte[][] names)
    {
        var value = item;
        foreach (var name in names)
        {
            if (value.Type != BsonType.Document || !value.AsDocument.TryGetValue(name, out value))
            {
                return BsonValue.Null;
            }
        }

        return value;
    }

    private static int Direction(in BsonValue value) =>
        Numbers.TryToInt32(value, out var sign) && sign is 1 or -1
            ? sign
            : throw new ExpressionSyntaxException(2, "The $sort element value must be either 1 or -1");
}
