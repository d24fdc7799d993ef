using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$in</c>: equal to one of many constants, or matched by one of the regular expressions among them.
/// </summary>
internal sealed class InTest : ValueTest
{
    private static readonly Comparer<BsonValue> Order =
        Comparer<BsonValue>.Create((left, right) => BsonValueComparer.Compare(left, right));

    // With more texts than that it is faster to halve the sorted values.
    private const int ComparedTextsMax = 8;

    private readonly BsonValue[] _sorted;

    // The texts among the constants; null when there are too many, or other types that equal texts.
    private readonly byte[][]? _texts;
    private readonly RegexTest[] _patterns;
    private readonly bool _takesMissing;

    /// <summary>Makes the test from the constants, which are copied, and the regular expressions among them.</summary>
    public InTest(IReadOnlyList<BsonValue> constants, RegexTest[] patterns)
    {
        _sorted = new BsonValue[constants.Count];
        for (var i = 0; i < _sorted.Length; i++)
        {
            _sorted[i] = constants[i].Copy();
            _takesMissing |= constants[i].Type == BsonType.Null;
        }

        Array.Sort(_sorted, Order);
        _texts = FewTexts(_sorted);
        _patterns = patterns;
    }

    /// <summary>Parses the operator's argument: an array of values and regular expressions.</summary>
    public static ValueTest Parse(string name, BsonValue argument)
    {
        if (argument.Type != BsonType.Array)
        {
            throw MatchErrors.BadValue($"{name} needs an array, found {TypeNames.Of(argument.Type)}");
        }

        List<BsonValue> constants = [];
        List<RegexTest> patterns = [];
        foreach (var item in argument.AsArray)
        {
            if (MatchErrors.At(constants.Count + patterns.Count, () => ParsePattern(name, item)) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                constants.Add(item);
            }
        }

        return new InTest(constants, [.. patterns]);
    }

    // Null for a constant.
    private static RegexTest? ParsePattern(string name, BsonValue item) => item.Type switch
    {
        BsonType.RegularExpression => RegexTest.Of(item),
        BsonType.Document when FieldQuery.IsOperators(item.AsDocument) =>
            throw MatchErrors.BadValue($"cannot nest $ under {name}"),
        BsonType.Undefined => throw MatchErrors.ComparedToUndefined(),
        _ => null,
    };

    public override bool IsPlain => _patterns.Length == 0;

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (value.IsMissing)
        {
            return _takesMissing;
        }

        if (_texts is { } texts && value.Type == BsonType.String ? HasText(texts, value.Bytes) : Contains(value))
        {
            return true;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.Matches(value, context))
            {
                return true;
            }
        }

        return false;
    }

    public override RunSource SourceFor(RunSource field) =>
        field.IsText && _texts is { } texts
            ? new TextEqualitySource(field, texts, whenEqual: true)
            : base.SourceFor(field);

    private static byte[][]? FewTexts(BsonValue[] constants)
    {
        List<byte[]> texts = [];
        foreach (ref readonly var constant in constants.AsSpan())
        {
            if (constant.Type == BsonType.Symbol)
            {
                return null;
            }

            if (constant.Type == BsonType.String)
            {
                texts.Add(constant.Bytes.ToArray());
            }
        }

        return texts.Count <= ComparedTextsMax ? [.. texts] : null;
    }

    private static bool HasText(byte[][] texts, ReadOnlySpan<byte> value)
    {
        foreach (var text in texts)
        {
            if (value.SequenceEqual(text))
            {
                return true;
            }
        }

        return false;
    }

    private bool Contains(in BsonValue value)
    {
        var low = 0;
        var high = _sorted.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = BsonValueComparer.Compare(_sorted[middle], value);
            if (order == 0)
            {
                return true;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return false;
    }
}
