using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Updates;

/// <summary>
/// <c>$push</c>: puts values into an array at a position, sorts it and cuts it to a length, in this order.
/// </summary>
internal sealed class PushModifier : FieldModifier
{
    private readonly List<BsonValue> _values = [];
    private long? _position;
    private long? _slice;
    private ItemOrder? _order;

    private PushModifier(string path)
        : base(path)
    {
    }

    /// <summary>Parses the argument: a value, or an object with <c>$each</c> and the other clauses.</summary>
    public static PushModifier Parse(string path, BsonValue argument)
    {
        var push = new PushModifier(path);
        if (argument.Type != BsonType.Document || argument.AsDocument["$each"].IsMissing)
        {
            push._values.Add(argument);
            return push;
        }

        foreach (var element in argument.AsDocument)
        {
            push.Read(element.Name, element.Value);
        }

        return push;
    }

    public override BsonValue Apply(in BsonValue current, UpdateContext context)
    {
        if (current.Type is not (BsonType.Missing or BsonType.Array))
        {
            throw UpdateErrors.BadValue(
                $"The field '{Path}' must be an array but is of type {TypeNames.Of(current.Type)}");
        }

        var values = context.Values;
        var mark = values.Mark;
        var count = current.IsMissing ? 0 : current.AsArray.Count();
        var at = PlaceOf(count);
        var index = 0;
        if (!current.IsMissing)
        {
            foreach (var item in current.AsArray)
            {
                if (index++ == at)
                {
                    PushAll(values);
                }

                values.Push(item);
            }
        }

        if (at >= count)
        {
            PushAll(values);
        }

        _order?.Sort(values.From(mark));
        return Cut(values, mark);
    }

    private void PushAll(EvaluationContext values)
    {
        foreach (var value in _values)
        {
            values.Push(value);
        }
    }

    private long PlaceOf(int count) => _position switch
    {
        null => count,
        < 0 => Math.Max(0, count + _position.Value),
        _ => Math.Min(count, _position.Value),
    };

    private BsonValue Cut(EvaluationContext values, int mark)
    {
        if (_slice is not { } slice)
        {
            return values.TakeArray(mark);
        }

        var items = values.From(mark);
        var kept = slice >= 0
            ? items[..(int)Math.Min(items.Length, slice)]
            : items[(int)Math.Max(0, items.Length + slice)..];
        var arena = values.Arena;
        var start = arena.BeginDocument();
        for (var i = 0; i < kept.Length; i++)
        {
            arena.WriteValue(i, kept[i]);
        }

        values.Release(mark);
        return values.EndArray(start);
    }

    private void Read(string name, BsonValue value)
    {
        switch (name)
        {
            case "$each" when value.Type == BsonType.Array:
                foreach (var item in value.AsArray)
                {
                    _values.Add(item);
                }

                break;
            case "$each":
                throw UpdateErrors.SyntaxBadValue(
                    $"The argument to $each in $push must be an array but it was of type: {TypeNames.Of(value.Type)}",
                    Path);
            case "$slice":
                _slice = Whole(name, value);
                break;
            case "$position":
                _position = Whole(name, value);
                break;
            case "$sort":
                _order = ItemOrder.Parse(value);
                break;
            default:
                throw UpdateErrors.SyntaxBadValue($"Unrecognized clause in $push: {name}", Path);
        }
    }

    private long Whole(string name, BsonValue value) => value.IsNumber && Numbers.TryToInt64(value, out var number)
        ? number
        : throw UpdateErrors.SyntaxBadValue(
            $"The value for {name} must be an integer value but was given type: {TypeNames.Of(value.Type)}", Path);
}
