using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// Parses a schema of draft 4 as the server knows it, with <c>bsonType</c> beside <c>type</c>: each keyword becomes a
/// test that values of other types than it speaks of pass.
/// </summary>
internal sealed class SchemaParser
{
    private readonly List<ValueTest> _tests = [];
    private readonly BsonDocument _schema;
    private readonly int _depth;

    private SchemaParser(BsonDocument schema, int depth)
    {
        _schema = schema;
        _depth = depth;
        if (depth > BsonLimits.NestingDepthMax)
        {
            throw MatchErrors.BadValue("the schema is nested too deeply");
        }
    }

    /// <summary>Parses the argument of <c>$jsonSchema</c>.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not a legal schema; says which keyword.</exception>
    public static Predicate Parse(BsonValue argument) =>
        argument.Type == BsonType.Document
            ? new SchemaPredicate(Parse(argument.AsDocument, 0))
            : throw new ExpressionSyntaxException(
                14, $"$jsonSchema must be an object, found {TypeNames.Of(argument.Type)}");

    private static ValueTest Parse(BsonDocument schema, int depth) => new SchemaParser(schema, depth).Parse();

    private ValueTest Parse()
    {
        foreach (var element in _schema)
        {
            var keyword = element.Name;
            if (!SchemaKeywordTable.IsKnown(keyword))
            {
                throw SchemaKeywordTable.TryExplain(keyword, out var reason)
                    ? SchemaErrors.NotSupported(keyword, reason)
                    : SchemaErrors.Unknown(keyword);
            }
        }

        CheckText("title");
        CheckText("description");
        ParseTypes();
        ParseNumbers();
        ParseTexts();
        ParseArrays();
        ParseObjects();
        ParseLogic();
        return _tests.Count == 0 ? AlwaysTest.Instance : AndTest.Of(_tests);
    }

    private ValueTest ParseBelow(string place, BsonDocument schema) =>
        MatchErrors.At(place, () => Parse(schema, _depth + 1));

    private BsonValue Read(string keyword) => _schema[keyword];

    private bool TryRead(string keyword, out BsonValue value) => _schema.TryGetValue(keyword, out value);

    private void CheckText(string keyword)
    {
        if (TryRead(keyword, out var value) && value.Type != BsonType.String)
        {
            throw SchemaErrors.WrongType(keyword, "of type string", value);
        }
    }

    private void ParseTypes()
    {
        var hasType = TryRead("type", out var type);
        var hasBsonType = TryRead("bsonType", out var bsonType);
        if (hasType && hasBsonType)
        {
            throw new ExpressionSyntaxException(9, "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
        }

        if (hasType || hasBsonType)
        {
            _tests.Add(SchemaTypes.Parse(hasType ? "type" : "bsonType", hasType ? type : bsonType));
        }

        if (!TryRead("enum", out var values))
        {
            return;
        }

        var test = new EnumTest();
        foreach (var value in SchemaArguments.Array("enum", values))
        {
            if (!test.Add(value))
            {
                throw SchemaErrors.Bad("enum", "must not have two equal values");
            }
        }

        _tests.Add(test);
    }

    private void ParseNumbers()
    {
        ParseBound("minimum", "exclusiveMinimum", ComparisonTest.Orders.Greater);
        ParseBound("maximum", "exclusiveMaximum", ComparisonTest.Orders.Less);
        if (TryRead("multipleOf", out var divisor))
        {
            _ = SchemaArguments.Number("multipleOf", divisor);
            if (BsonValueComparer.Compare(divisor, 0) <= 0)
            {
                throw SchemaErrors.Bad("multipleOf", "must have a positive value");
            }

            _tests.Add(OfTypeTest.OfNumbers(new MultipleOfTest(divisor.Copy())));
        }
    }

    private void ParseBound(string keyword, string exclusiveKeyword, ComparisonTest.Orders accepted)
    {
        var isExclusive = SchemaArguments.Flag(exclusiveKeyword, Read(exclusiveKeyword));
        if (TryRead(keyword, out var bound))
        {
            var orders = isExclusive ? accepted : accepted | ComparisonTest.Orders.Equal;
            _tests.Add(OfTypeTest.OfNumbers(new ComparisonTest(SchemaArguments.Number(keyword, bound), orders)));
        }
        else if (!Read(exclusiveKeyword).IsMissing)
        {
            throw SchemaErrors.Bad(keyword, $"must be a present if {exclusiveKeyword} is present");
        }
    }

    private void ParseTexts()
    {
        ParseSizes("minLength", "maxLength", BsonType.String);
        if (TryRead("pattern", out var pattern))
        {
            CheckText("pattern");
            _tests.Add(OfTypeTest.Of(BsonType.String, RegexTest.Parse(pattern, BsonValue.Missing)));
        }
    }

    private void ParseSizes(string minKeyword, string maxKeyword, BsonType type)
    {
        var hasMin = TryRead(minKeyword, out var min);
        var hasMax = TryRead(maxKeyword, out var max);
        if (hasMin || hasMax)
        {
            var range = new SizeRangeTest(
                hasMin ? SchemaArguments.Size(minKeyword, min) : 0,
                hasMax ? SchemaArguments.Size(maxKeyword, max) : long.MaxValue);
            _tests.Add(OfTypeTest.Of(type, range));
        }
    }

    private void ParseArrays()
    {
        ParseSizes("minItems", "maxItems", BsonType.Array);
        if (SchemaArguments.Flag("uniqueItems", Read("uniqueItems")))
        {
            _tests.Add(OfTypeTest.Of(BsonType.Array, new UniqueItemsTest()));
        }

        var others = ParseRest("additionalItems");
        if (!TryRead("items", out var items))
        {
            return;
        }

        switch (items.Type)
        {
            case BsonType.Document:
                _tests.Add(OfTypeTest.Of(BsonType.Array, new ItemsTest([], ParseBelow("items", items.AsDocument))));
                break;
            case BsonType.Array:
                var first = ParseAll("items", items.AsArray);
                _tests.Add(OfTypeTest.Of(BsonType.Array, new ItemsTest(first, others ?? AlwaysTest.Instance)));
                break;
            default:
                throw SchemaErrors.WrongType("items", "an array or an object", items);
        }
    }

    // "additional…": true, false, or a schema; null when it is not given.
    private ValueTest? ParseRest(string keyword)
    {
        if (!TryRead(keyword, out var rest))
        {
            return null;
        }

        return rest.Type switch
        {
            BsonType.Boolean => rest.AsBoolean ? AlwaysTest.Instance : new NeverTest(),
            BsonType.Document => ParseBelow(keyword, rest.AsDocument),
            _ => throw SchemaErrors.WrongType(keyword, "either an object or a boolean", rest),
        };
    }

    private void ParseObjects()
    {
        ParseSizes("minProperties", "maxProperties", BsonType.Document);
        var test = new ObjectTest();
        foreach (var (name, schema) in ParseNamed("properties"))
        {
            if (name.Contains('.', StringComparison.Ordinal))
            {
                _tests.Add(OfTypeTest.Of(BsonType.Document, new PropertyPathTest(name, schema)));
            }
            else
            {
                test.AddProperty(name, schema);
            }
        }

        foreach (var (pattern, schema) in ParseNamed("patternProperties"))
        {
            test.AddPattern(SchemaArguments.Pattern(pattern), schema);
        }

        if (ParseRest("additionalProperties") is { } additional)
        {
            test.SetAdditional(additional);
        }

        if (TryRead("required", out var required))
        {
            foreach (var name in SchemaArguments.Names("required", required))
            {
                test.Require(name);
            }
        }

        ParseDependencies(test);
        if (!test.IsEmpty)
        {
            _tests.Add(OfTypeTest.Of(BsonType.Document, test));
        }
    }

    private void ParseDependencies(ObjectTest test)
    {
        if (!TryRead("dependencies", out var dependencies))
        {
            return;
        }

        foreach (var element in SchemaArguments.Object("dependencies", dependencies))
        {
            if (element.Type == BsonType.Document)
            {
                var schema = ParseBelow($"dependencies.{element.Name}", element.Value.AsDocument);
                test.AddDependency(element.Name, schema);
                continue;
            }

            foreach (var needed in SchemaArguments.Names("dependencies", element.Value))
            {
                test.AddDependency(element.Name, needed);
            }
        }
    }

    private List<(string Name, ValueTest Schema)> ParseNamed(string keyword)
    {
        List<(string, ValueTest)> named = [];
        if (TryRead(keyword, out var schemas))
        {
            foreach (var element in SchemaArguments.Object(keyword, schemas))
            {
                var (name, value) = (element.Name, element.Value);
                var schema = MatchErrors.At(keyword, () => SchemaArguments.Object(name, value));
                named.Add((name, ParseBelow($"{keyword}.{name}", schema)));
            }
        }

        return named;
    }

    private void ParseLogic()
    {
        if (TryRead("allOf", out var all))
        {
            _tests.AddRange(ParseAll("allOf", SchemaArguments.Array("allOf", all)));
        }

        if (TryRead("anyOf", out var any))
        {
            _tests.Add(new SomeOfTest(ParseAll("anyOf", SchemaArguments.Array("anyOf", any)), onlyOne: false));
        }

        if (TryRead("oneOf", out var one))
        {
            _tests.Add(new SomeOfTest(ParseAll("oneOf", SchemaArguments.Array("oneOf", one)), onlyOne: true));
        }

        if (TryRead("not", out var not))
        {
            _tests.Add(new NotTest(ParseBelow("not", SchemaArguments.Object("not", not))));
        }
    }

    private ValueTest[] ParseAll(string keyword, BsonArray schemas)
    {
        List<ValueTest> parsed = [];
        foreach (var schema in schemas)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{keyword}.{parsed.Count}");
            parsed.Add(ParseBelow(place, SchemaArguments.Object(keyword, schema)));
        }

        return [.. parsed];
    }
}
