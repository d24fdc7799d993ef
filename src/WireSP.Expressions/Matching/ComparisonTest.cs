using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$eq $gt $gte $lt $lte</c> with a constant: compares within the constant's kind of type only, except with the
/// least and greatest keys. A missing value equals null; NaN is equal to itself and in no other order to anything.
/// </summary>
internal sealed class ComparisonTest : ValueTest
{
    private readonly BsonValue _constant;
    private readonly int _accepted;
    private readonly int _rank;
    private readonly bool _isInteger;
    private readonly bool _comparesAllTypes;

    /// <summary>Makes the test.</summary>
    /// <param name="constant">The right side; copied.</param>
    /// <param name="accepted">Which orders of the value to it pass.</param>
    public ComparisonTest(BsonValue constant, Orders accepted)
    {
        _constant = constant.Copy();
        _accepted = (int)accepted;
        _rank = BsonValueComparer.RankOf(constant.Type);
        _isInteger = constant.Type is BsonType.Int32 or BsonType.Int64;
        _comparesAllTypes = constant.Type is BsonType.MinKey or BsonType.MaxKey;
    }

    /// <summary>Orders of a value to the constant, as bits.</summary>
    [Flags]
    public enum Orders
    {
        /// <summary>The value comes first.</summary>
        Less = 1,

        /// <summary>Both are equal.</summary>
        Equal = 2,

        /// <summary>The constant comes first.</summary>
        Greater = 4,
    }

    public override bool IsPlain => true;

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (_isInteger && (value.Type is BsonType.Int32 or BsonType.Int64))
        {
            var order = value.Payload < _constant.Payload ? 1 : value.Payload == _constant.Payload ? 2 : 4;
            return (order & _accepted) != 0;
        }

        return MatchesAny(value);
    }

    public override RunSource SourceFor(RunSource field) =>
        (_isInteger && field.IsInteger) || (_constant.Type == BsonType.DateTime && field.Type == BsonType.DateTime)
            ? IntegerRangeSource.Of(field, _constant.Payload, (Orders)_accepted)
            : OtherSourceFor(field);

    private RunSource OtherSourceFor(RunSource field) =>
        IsOfOther(field.Type) ? new ConstantSource(false)
        : _accepted == (int)Orders.Equal && field.IsText && _constant.Type == BsonType.String
            ? new TextEqualitySource(field, [_constant.Bytes.ToArray()], whenEqual: true)
            : base.SourceFor(field);

    // No document of a shape passes then.
    private bool IsOfOther(BsonType type) =>
        type != BsonType.Missing && !_comparesAllTypes && BsonValueComparer.RankOf(type) != _rank;

    private bool MatchesAny(in BsonValue value)
    {
        if (value.IsMissing)
        {
            return MatchesMissing();
        }

        if (IsOfOther(value.Type))
        {
            return false;
        }

        if (_accepted == (int)Orders.Equal)
        {
            return BsonValueComparer.Equals(value, _constant);
        }

        var order = BsonValueComparer.Compare(value, _constant);
        var isOrdered = order == 0 || _comparesAllTypes || (!IsNaN(value) && !IsNaN(_constant));
        return isOrdered && ((1 << (order + 1)) & _accepted) != 0;
    }

    private bool MatchesMissing() => _constant.Type switch
    {
        BsonType.Null => (_accepted & (int)Orders.Equal) != 0,
        BsonType.MinKey => (_accepted & (int)Orders.Greater) != 0,
        BsonType.MaxKey => (_accepted & (int)Orders.Less) != 0,
        _ => false,
    };

    private static bool IsNaN(in BsonValue value) => value.Type switch
    {
        BsonType.Double => double.IsNaN(value.AsDouble),
        BsonType.Decimal128 => value.AsDecimal128.IsNaN,
        _ => false,
    };
}
