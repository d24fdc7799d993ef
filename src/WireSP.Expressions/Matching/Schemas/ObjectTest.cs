using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c>, <c>required</c> and <c>dependencies</c>:
/// one walk over a document's fields.
/// </summary>
internal sealed class ObjectTest : ValueTest
{
    private readonly List<Property> _properties = [];
    private readonly List<(RegexTest Pattern, ValueTest Schema)> _patterns = [];
    private readonly List<(int Property, ValueTest Schema)> _schemaDependencies = [];
    private readonly List<(int Property, int Needed)> _fieldDependencies = [];
    private ValueTest? _additional;

    /// <summary>Whether there is nothing to ask.</summary>
    public bool IsEmpty =>
        _properties.Count == 0 && _patterns.Count == 0 && _additional is null && _schemaDependencies.Count == 0;

    /// <summary>Sets the schema of a field.</summary>
    public void AddProperty(string name, ValueTest schema)
    {
        var property = _properties[IndexOf(name)];
        property.Schema = schema;
        property.IsListed = true;
    }

    /// <summary>Sets the schema of all fields whose names match.</summary>
    public void AddPattern(RegexTest pattern, ValueTest schema) => _patterns.Add((pattern, schema));

    /// <summary>Sets the schema of all fields that are neither listed nor matched.</summary>
    public void SetAdditional(ValueTest schema) => _additional = schema;

    /// <summary>Demands a field.</summary>
    public void Require(string name) => _properties[IndexOf(name)].IsRequired = true;

    /// <summary>Demands a field when another is there.</summary>
    public void AddDependency(string name, string needed) =>
        _fieldDependencies.Add((IndexOf(name), IndexOf(needed)));

    /// <summary>Demands that the document matches a schema when a field is there.</summary>
    public void AddDependency(string name, ValueTest schema) => _schemaDependencies.Add((IndexOf(name), schema));

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        Span<ulong> seen = stackalloc ulong[(_properties.Count + 63) >> 6];
        seen.Clear();
        foreach (var element in value.AsDocument)
        {
            var index = Find(element.NameUtf8);
            if (index >= 0)
            {
                seen[index >> 6] |= 1UL << index;
            }

            if (!MatchesElement(element, index, context))
            {
                return false;
            }
        }

        return HasRequired(seen) && MatchesDependencies(value, seen, context);
    }

    private bool MatchesElement(in BsonElement element, int index, EvaluationContext context)
    {
        var isNamed = index >= 0 && _properties[index].IsListed;
        if (isNamed && !_properties[index].Schema!.Matches(element.Value, context))
        {
            return false;
        }

        foreach (var (pattern, schema) in _patterns)
        {
            if (!pattern.MatchesText(element.NameUtf8, context))
            {
                continue;
            }

            isNamed = true;
            if (!schema.Matches(element.Value, context))
            {
                return false;
            }
        }

        return isNamed || _additional is null || _additional.Matches(element.Value, context);
    }

    private bool HasRequired(ReadOnlySpan<ulong> seen)
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            if (_properties[i].IsRequired && !IsSeen(seen, i))
            {
                return false;
            }
        }

        foreach (var (property, needed) in _fieldDependencies)
        {
            if (IsSeen(seen, property) && !IsSeen(seen, needed))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchesDependencies(in BsonValue value, ReadOnlySpan<ulong> seen, EvaluationContext context)
    {
        foreach (var (property, schema) in _schemaDependencies)
        {
            if (IsSeen(seen, property) && !schema.Matches(value, context))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSeen(ReadOnlySpan<ulong> seen, int index) => (seen[index >> 6] & (1UL << index)) != 0;

    private int IndexOf(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var index = Find(utf8);
        if (index < 0)
        {
            index = _properties.Count;
            _properties.Add(new Property(utf8));
        }

        return index;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _properties.Count; i++)
        {
            if (name.SequenceEqual(_properties[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A field that the schema names.</summary>
    private sealed class Property(byte[] name)
    {
        public byte[] Name { get; } = name;

        public ValueTest? Schema { get; set; }

        public bool IsListed { get; set; }

        public bool IsRequired { get; set; }
    }
}
