using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// A sum of numbers in their widest type: integers exactly, doubles with the error of each addition carried along,
/// decimals apart. What overflows an int becomes a long, what overflows a long a double.
/// </summary>
internal struct SumState
{
    private Int128 _integers;
    private CompensatedSum _doubles;
    private Decimal128 _decimals;
    private BsonType _widest;

    public void Add(in BsonValue number)
    {
        if (_widest != number.Type)
        {
            _widest = _widest == BsonType.Missing ? number.Type : Numbers.Widest(_widest, number.Type);
        }

        switch (number.Type)
        {
            case BsonType.Int32 or BsonType.Int64:
                _integers += number.Payload;
                break;
            case BsonType.Double:
                _doubles.Add(number.AsDouble);
                break;
            default:
                // The default value of the struct is a zero whose exponent is the smallest, which rounds nothing.
                _decimals = _decimals.IsZero ? number.AsDecimal128 : Decimal128.Add(_decimals, number.AsDecimal128);
                break;
        }
    }

    /// <summary>Adds a value if it is a number.</summary>
    public void AddIfNumber(in BsonValue value)
    {
        if (value.IsNumber)
        {
            Add(value);
        }
    }

    /// <summary>Adds another sum, as if its numbers had been added here.</summary>
    public void Add(in SumState other)
    {
        if (other._widest == BsonType.Missing)
        {
            return;
        }

        _widest = _widest == BsonType.Missing ? other._widest : Numbers.Widest(_widest, other._widest);
        _integers += other._integers;
        _doubles.Add(other._doubles);
        if (!other._decimals.IsZero)
        {
            _decimals = _decimals.IsZero ? other._decimals : Decimal128.Add(_decimals, other._decimals);
        }
    }

    /// <summary>The sum divided by a number: a double, or a decimal when a decimal was added.</summary>
    public readonly BsonValue Quotient(long divisor, EvaluationContext context) => _widest == BsonType.Decimal128
        ? context.Decimal(Decimal128.Divide(
            Decimal128.Add(DecimalTotal(), Decimal128.Zero), Decimal128.FromInt64(divisor)))
        : DoubleTotal() / divisor;

    /// <summary>Writes the sum as a document; <see cref="Read"/> brings it back.</summary>
    public readonly void Write(ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt32("type"u8, (int)_widest);
        writer.WriteInt64("high"u8, (long)(_integers >> 64));
        writer.WriteInt64("low"u8, (long)(ulong)(UInt128)_integers);
        writer.WriteDouble("sum"u8, _doubles.High);
        writer.WriteDouble("rest"u8, _doubles.Low);
        writer.WriteDouble("special"u8, _doubles.Special);
        writer.WriteInt64("decimalHigh"u8, (long)_decimals.High);
        writer.WriteInt64("decimalLow"u8, (long)_decimals.Low);
        writer.End(start);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SumState Read(BsonDocument state) => new()
    {
        _widest = (BsonType)state["type"].AsInt32,
        _integers = new Int128((ulong)state["high"].AsInt64, (ulong)state["low"].AsInt64),
        _doubles = new CompensatedSum(state["sum"].AsDouble, state["rest"].AsDouble, state["special"].AsDouble),
        _decimals = new Decimal128((ulong)state["decimalHigh"].AsInt64, (ulong)state["decimalLow"].AsInt64),
    };

    public readonly BsonValue Result(EvaluationContext context)
    {
        switch (_widest)
        {
            case BsonType.Decimal128:
                return context.Decimal(DecimalTotal());
            case BsonType.Double:
                return DoubleTotal();
            case BsonType.Int64 when _integers == (long)_integers:
                return BsonValue.FromInt64((long)_integers);
            case BsonType.Int64:
                return (double)_integers;
            default:
                return Numbers.Narrow((long)_integers);
        }
    }

    private readonly double DoubleTotal()
    {
        var total = _doubles;
        if (_integers != Int128.Zero)
        {
            total.Add(_integers);
        }

        return total.Value;
    }

    private readonly Decimal128 DecimalTotal()
    {
        if (_doubles.IsEmpty && _integers == (long)_integers)
        {
            return _integers == Int128.Zero
                ? _decimals
                : Decimal128.Add(_decimals, Decimal128.FromInt64((long)_integers));
        }

        // Both halves of what was added in doubles count, or the last digits would be those of one rounded double.
        var rest = _doubles;
        rest.Add(_integers);
        return Decimal128.Add(_decimals, rest.ToDecimal());
    }
}
