using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// What an operator that is an accumulator too goes over: its operands, or the items of the one that is an array.
/// Each such item is charged to the budget, for it is the document that says how many there are.
/// </summary>
internal ref struct OperandItems
{
    private readonly ReadOnlySpan<BsonValue> _operands;
    private readonly EvaluationContext _context;
    private readonly bool _isArray;
    private BsonArray.Enumerator _items;
    private int _next;

    public OperandItems(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        _operands = operands;
        _context = context;
        _isArray = operands.Length == 1 && operands[0].Type == BsonType.Array;
        if (_isArray)
        {
            _items = operands[0].AsArray.GetEnumerator();
        }
    }

    public readonly BsonValue Current => _isArray ? _items.Current : _operands[_next - 1];

    public readonly OperandItems GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_isArray)
        {
            return _next++ < _operands.Length;
        }

        if (!_items.MoveNext())
        {
            return false;
        }

        _context.Charge(1);
        return true;
    }
}
