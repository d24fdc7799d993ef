using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$in</c>: equal to one of many constants, or matched by one of the regular expressions among them.
/// </summary>
internal sealed class InTest : ValueTest
{
    private static readonly Comparer<BsonValue> Order =
        Comparer<BsonValue>.Create((left, right) => BsonValueComparer.Compare(left, right));

    private readonly BsonValue[] _sorted;
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
            switch (item.Type)
            {
                case BsonType.RegularExpression:
                    patterns.Add(RegexTest.Of(item));
                    break;
                case BsonType.Document when FieldQuery.IsOperators(item.AsDocument):
                    throw MatchErrors.BadValue($"cannot nest $ under {name}");
                case BsonType.Undefined:
                    throw MatchErrors.ComparedToUndefined();
                default:
                    constants.Add(item);
                    break;
            }
        }

        return new InTest(constants, [.. patterns]);
    }

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (value.IsMissing)
        {
            return _takesMissing;
        }

        if (Contains(value))
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
