using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// A sum of numbers in their widest type: integers exactly, doubles with the error of each addition carried along,
/// decimals apart. What overflows an int becomes a long, what overflows a long a double.
/// </summary>
internal struct SumState
{
    private long _integers;
    private CompensatedSum _doubles;

    // What few sums have: decimals, and the integers that have filled a long.
    private WideParts? _wide;
    private BsonType _widest;

    /// <summary>Bytes that the sum refers to.</summary>
    public readonly long KeptBytes => _wide is null ? 0 : WideParts.Bytes;

    /// <summary>
    /// The type of the sum where all of it is in <see cref="Integers"/> or all of it in <see cref="Doubles"/>; else
    /// missing.
    /// </summary>
    public readonly BsonType ColumnType => _wide is not null ? BsonType.Missing : _widest switch
    {
        BsonType.Int64 when _doubles.IsEmpty => BsonType.Int64,
        BsonType.Int32 when _doubles.IsEmpty && _integers == (int)_integers => BsonType.Int32,
        BsonType.Double when _integers == 0 => BsonType.Double,
        _ => BsonType.Missing,
    };

    /// <summary>The integers of the sum, those that have filled a long aside.</summary>
    public readonly long Integers => _integers;

    /// <summary>The doubles of the sum.</summary>
    public readonly CompensatedSum Doubles => _doubles;

    private readonly Int128 IntegerTotal => _wide is null ? _integers : _wide.Integers + _integers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in BsonValue number)
    {
        if (number.Type == BsonType.Decimal128)
        {
            _widest = BsonType.Decimal128;
            AddDecimal(number.AsDecimal128);
        }
        else
        {
            Add(number.Type, number.Payload);
        }
    }

    /// <summary>Adds an int32, an int64 or a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(BsonType type, long payload)
    {
        if (_widest != type)
        {
            _widest = _widest == BsonType.Missing ? type : Numbers.Widest(_widest, type);
        }

        if (type == BsonType.Double)
        {
            _doubles.Add(BitConverter.Int64BitsToDouble(payload));
        }
        else
        {
            AddInteger(payload);
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
        AddInteger(other._integers);
        _doubles.Add(other._doubles);
        if (other._wide is { } wide)
        {
            _wide ??= new WideParts();
            _wide.Integers += wide.Integers;
            if (!wide.Decimals.IsZero)
            {
                AddDecimal(wide.Decimals);
            }
        }
    }

    /// <summary>The sum divided by a number: a double, or a decimal when a decimal was added.</summary>
    public readonly BsonValue Quotient(long divisor, EvaluationContext context) => _widest == BsonType.Decimal128
        ? context.Decimal(Decimal128.Divide(
            Decimal128.Add(DecimalTotal(), Decimal128.Zero), Decimal128.FromInt64(divisor)))
        : DoubleTotal() / divisor;

    /// <summary>Writes the sum as one element; <see cref="Read"/> brings it back.</summary>
    public readonly void Write(ReadOnlySpan<byte> name, BsonWriter writer)
    {
        switch (ColumnType)
        {
            case BsonType.Int64:
                writer.WriteInt64(name, _integers);
                break;
            case BsonType.Int32:
                writer.WriteInt32(name, (int)_integers);
                break;
            default:
                WriteParts(name, writer);
                break;
        }
    }

    /// <summary>A sum of nothing but integers of one type.</summary>
    public static SumState OfIntegers(BsonType type, long integers) => new() { _widest = type, _integers = integers };

    /// <summary>The opposite of <see cref="OfIntegers"/>; false where there is more to the sum.</summary>
    /// <param name="type">Receives the type of the greatest; missing when nothing was added.</param>
    /// <param name="integers">Receives what they come to.</param>
    public readonly bool TryGetIntegers(out BsonType type, out long integers)
    {
        (type, integers) = (_widest, _integers);
        return _wide is null && _widest is BsonType.Missing or BsonType.Int32 or BsonType.Int64 && _doubles.IsEmpty;
    }

    /// <summary>A sum of nothing but doubles.</summary>
    public static SumState OfDoubles(CompensatedSum doubles) =>
        new() { _widest = BsonType.Double, _doubles = doubles };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SumState Read(BsonValue state) => state.Type switch
    {
        BsonType.Int32 => new SumState { _widest = BsonType.Int32, _integers = state.AsInt32 },
        BsonType.Int64 => new SumState { _widest = BsonType.Int64, _integers = state.AsInt64 },
        _ => ReadParts(state.AsDocument),
    };

    public readonly BsonValue Result(EvaluationContext context)
    {
        switch (_widest)
        {
            case BsonType.Decimal128:
                return context.Decimal(DecimalTotal());
            case BsonType.Double:
                return DoubleTotal();
            case BsonType.Int64 when _wide is null:
                return BsonValue.FromInt64(_integers);
            case BsonType.Int64:
                var integers = IntegerTotal;
                return integers == (long)integers ? BsonValue.FromInt64((long)integers) : (double)integers;
            default:
                return Numbers.Narrow((long)IntegerTotal);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddInteger(long value)
    {
        var sum = _integers + value;
        if (((_integers ^ sum) & (value ^ sum)) < 0)
        {
            AddFullLong();
            sum = value;
        }

        _integers = sum;
    }

    private void AddFullLong()
    {
        _wide ??= new WideParts();
        _wide.Integers += _integers;
    }

    private void AddDecimal(Decimal128 value)
    {
        _wide ??= new WideParts();

        // The default value of the struct is a zero whose exponent is the smallest, which rounds nothing.
        _wide.Decimals = _wide.Decimals.IsZero ? value : Decimal128.Add(_wide.Decimals, value);
    }

    private readonly double DoubleTotal()
    {
        var total = _doubles;
        var integers = IntegerTotal;
        if (integers != Int128.Zero)
        {
            total.Add(integers);
        }

        return total.Value;
    }

    private readonly Decimal128 DecimalTotal()
    {
        var decimals = _wide?.Decimals ?? default;
        var integers = IntegerTotal;
        if (_doubles.IsEmpty && integers == (long)integers)
        {
            return integers == Int128.Zero
                ? decimals
                : Decimal128.Add(decimals, Decimal128.FromInt64((long)integers));
        }

        // Both halves of what was added in doubles count, or the last digits would be those of one rounded double.
        var rest = _doubles;
        rest.Add(integers);
        return Decimal128.Add(decimals, rest.ToDecimal());
    }

    private sealed class WideParts
    {
        public const long Bytes = 56;

        public Int128 Integers { get; set; }

        public Decimal128 Decimals { get; set; }
    }

    private readonly void WriteParts(ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt32("type"u8, (int)_widest);
        writer.WriteInt64("high"u8, (long)(IntegerTotal >> 64));
        writer.WriteInt64("low"u8, (long)(ulong)(UInt128)IntegerTotal);
        writer.WriteDouble("sum"u8, _doubles.High);
        writer.WriteDouble("rest"u8, _doubles.Low);
        writer.WriteInt64("decimalHigh"u8, (long)(_wide?.Decimals.High ?? 0));
        writer.WriteInt64("decimalLow"u8, (long)(_wide?.Decimals.Low ?? 0));
        writer.End(start);
    }

    private static SumState ReadParts(BsonDocument state)
    {
        var sum = new SumState
        {
            _widest = (BsonType)state["type"].AsInt32,
            _doubles = new CompensatedSum(state["sum"].AsDouble, state["rest"].AsDouble),
        };
        var integers = new Int128((ulong)state["high"].AsInt64, (ulong)state["low"].AsInt64);
        var decimals = new Decimal128((ulong)state["decimalHigh"].AsInt64, (ulong)state["decimalLow"].AsInt64);
        if (sum._widest == BsonType.Decimal128 || integers != (long)integers)
        {
            sum._wide = new WideParts { Integers = integers, Decimals = decimals };
        }
        else
        {
            sum._integers = (long)integers;
        }

        return sum;
    }
}
