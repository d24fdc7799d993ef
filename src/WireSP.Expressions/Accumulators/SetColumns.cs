using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of <c>$addToSet</c>, and of <c>$setUnion</c>, which takes the elements of arrays: values that differ, found
/// by hash in one table for all groups.
/// </summary>
internal sealed class SetColumns(Expression argument, bool takesElements) : ChainColumns(argument)
{
    private const int TableMin = 16;

    private Slot[] _table = new Slot[TableMin];
    private int _count;

    public override long StateBytes =>
        base.StateBytes + ((long)_table.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<Slot>());

    public override void Clear()
    {
        base.Clear();
        if (_table.Length > 8 * Math.Max(_count, TableMin))
        {
            _table = new Slot[_table.Length / 2];
        }
        else
        {
            Array.Clear(_table);
        }

        _count = 0;
    }

    protected override void Check(in BsonValue value)
    {
        if (takesElements && !value.IsNullish && value.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17043, "$setUnion", "arrays", value);
        }
    }

    protected override void Take(int group, in BsonValue value)
    {
        if (!takesElements)
        {
            if (!value.IsMissing)
            {
                Keep(group, value);
            }
        }
        else if (value.Type == BsonType.Array)
        {
            foreach (var item in value.AsArray)
            {
                Keep(group, item);
            }
        }
    }

    protected override void Keep(int group, in BsonValue value)
    {
        var hash = BsonValueComparer.Hash(value) + ((ulong)(uint)group * 0x9E3779B97F4A7C15);
        var index = (int)hash & (_table.Length - 1);
        for (; _table[index].Position != 0; index = (index + 1) & (_table.Length - 1))
        {
            ref var slot = ref _table[index];
            if (slot.Hash == hash && slot.Group == group && BsonValueComparer.Equals(ValueAt(slot.Position), value))
            {
                return;
            }
        }

        _table[index] = new Slot { Hash = hash, Group = group, Position = Append(group, value) };
        if (++_count * 2 > _table.Length)
        {
            Grow();
        }
    }

    private void Grow()
    {
        var old = _table;
        _table = new Slot[old.Length * 2];
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Position == 0)
            {
                continue;
            }

            var index = (int)slot.Hash & (_table.Length - 1);
            while (_table[index].Position != 0)
            {
                index = (index + 1) & (_table.Length - 1);
            }

            _table[index] = slot;
        }
    }

    private struct Slot
    {
        public ulong Hash;
        public long Position;
        public int Group;
    }
}
