using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>A set of BSON types, as <c>$type</c> and <c>bsonType</c> name them.</summary>
internal struct TypeSet
{
    private UInt128 _types;
    private bool _hasMinKey;

    /// <summary>Whether there is no type in it.</summary>
    public readonly bool IsEmpty => _types == 0 && !_hasMinKey;

    /// <summary>Whether the type is in it; a missing value never is.</summary>
    public readonly bool Contains(BsonType type) => type switch
    {
        BsonType.MinKey => _hasMinKey,
        BsonType.Missing => false,
        _ => (_types >> (byte)type & 1) != 0,
    };

    /// <summary>Adds a type.</summary>
    public void Add(BsonType type)
    {
        if (type == BsonType.MinKey)
        {
            _hasMinKey = true;
        }
        else
        {
            _types |= UInt128.One << (byte)type;
        }
    }

    /// <summary>Adds all four number types: the name <c>number</c>.</summary>
    public void AddNumbers()
    {
        Add(BsonType.Int32);
        Add(BsonType.Int64);
        Add(BsonType.Double);
        Add(BsonType.Decimal128);
    }

    /// <summary>Adds what a query names: an alias, <c>number</c>, or a type's number.</summary>
    /// <exception cref="ExpressionSyntaxException">It names no type.</exception>
    public void Add(BsonValue named)
    {
        if (named.Type == BsonType.String)
        {
            AddAlias(named.AsString);
        }
        else if (!named.IsNumber)
        {
            throw new ExpressionSyntaxException(
                14, $"a type must be given as a number or a string, not as {TypeNames.Of(named.Type)}");
        }
        else if (Integers.TryExact(named, out var number) && TypeNames.TryParse(number, out var type))
        {
            Add(type);
        }
        else if (Integers.TryExact(named, out number) && number == 0)
        {
            throw MatchErrors.BadValue("Invalid numerical type code: 0. Use {$exists: false} for a missing field");
        }
        else
        {
            throw MatchErrors.BadValue($"Invalid numerical type code: {MatchErrors.Show(named)}");
        }
    }

    private void AddAlias(string alias)
    {
        if (alias == "number")
        {
            AddNumbers();
        }
        else if (alias == "missing")
        {
            throw MatchErrors.BadValue(
                "'missing' is not a legal type name. To query for a missing field, use {$exists: false}");
        }
        else if (TypeNames.TryParse(alias, out var type))
        {
            Add(type);
        }
        else
        {
            throw MatchErrors.BadValue(
                $"Unknown type name alias: {alias}.{NearestName.Hint(alias, TypeNames.All)}");
        }
    }
}
