using WireSP.Bson;

namespace WireSP.Tests.SecondOpinion;

/// <summary>What somebody answers to a case: a value, no value, or a failure.</summary>
internal readonly record struct Answer
{
    // Both sides add and round in their own order; more than the last digits may not differ.
    private const double RelativeError = 1e-12;

    private readonly BsonValue _value;
    private readonly string? _failure;

    private Answer(in BsonValue value, string? failure)
    {
        _value = value;
        _failure = failure;
    }

    /// <summary>A value, or none.</summary>
    public static Answer Of(in BsonValue value) => new(value, null);

    /// <summary>A failure.</summary>
    public static Answer Failed(string reason) => new(default, reason);

    /// <summary>In a word: <c>fails</c>, <c>missing</c>, <c>null</c>, <c>NaN</c> or <c>value</c>.</summary>
    public string Kind =>
        _failure is not null ? "fails"
        : _value.IsMissing ? "missing"
        : _value.Type == BsonType.Null ? "null"
        : _value.IsNumber && double.IsNaN(Number(_value)) ? "NaN"
        : "value";

    /// <summary>Whether both answer the same; the numeric type, which the peer does not have, does not count.</summary>
    public bool Agrees(in Answer other) =>
        _failure is not null || other._failure is not null
            ? _failure is not null && other._failure is not null
            : Same(_value, other._value);

    /// <inheritdoc/>
    public override string ToString() =>
        _failure is not null ? "failure: " + _failure
        : _value.IsMissing ? "missing"
        : ExtendedJson.Format(_value, ExtendedJsonOptions.Canonical);

    private static bool Same(in BsonValue left, in BsonValue right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Near(Number(left), Number(right));
        }

        return left.Type == right.Type && left.Type switch
        {
            BsonType.Document => SameElements(left.AsDocument, right.AsDocument),
            BsonType.Array => SameItems(left.AsArray, right.AsArray),
            _ => BsonValueComparer.Compare(left, right) == 0,
        };
    }

    private static bool SameElements(BsonDocument left, BsonDocument right)
    {
        var others = right.GetEnumerator();
        foreach (var element in left)
        {
            if (!others.MoveNext()
                || element.Name != others.Current.Name
                || !Same(element.Value, others.Current.Value))
            {
                return false;
            }
        }

        return !others.MoveNext();
    }

    private static bool SameItems(BsonArray left, BsonArray right)
    {
        var others = right.GetEnumerator();
        foreach (var item in left)
        {
            if (!others.MoveNext() || !Same(item, others.Current))
            {
                return false;
            }
        }

        return !others.MoveNext();
    }

    private static bool Near(double left, double right) =>
        left.Equals(right) || left == right || Math.Abs(left - right) <= RelativeError * Math.Abs(left);

    private static double Number(in BsonValue value) => value.Type switch
    {
        BsonType.Int32 => value.AsInt32,
        BsonType.Int64 => value.AsInt64,
        BsonType.Double => value.AsDouble,
        _ => (double)decimal.Parse(value.AsDecimal128.ToString(), System.Globalization.CultureInfo.InvariantCulture),
    };
}
