using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Parses what a query asks of one field: a plain value, a regular expression, or a document of operators.
/// </summary>
/// <param name="path">The field's path, for messages.</param>
internal sealed class FieldQuery(string path)
{
    /// <summary>The field's path, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Whether a document is made of operators: its first name begins with a dollar sign and is no reference.
    /// </summary>
    public static bool IsOperators(BsonDocument document)
    {
        foreach (var element in document)
        {
            var name = element.NameUtf8;
            return name.Length > 0 && name[0] == (byte)'$'
                && !name.SequenceEqual("$ref"u8) && !name.SequenceEqual("$id"u8) && !name.SequenceEqual("$db"u8);
        }

        return false;
    }

    /// <summary>Parses what stands beside the field's name.</summary>
    public ValueTest Parse(BsonValue asked) => asked.Type switch
    {
        BsonType.RegularExpression => RegexTest.Of(asked),
        BsonType.Document when IsOperators(asked.AsDocument) => AndTest.Of(ParseOperators(asked.AsDocument)),
        BsonType.Undefined => throw MatchErrors.ComparedToUndefined(),
        _ => new ComparisonTest(asked, ComparisonTest.Orders.Equal),
    };

    /// <summary>Parses a document of operators, each to a test of its own.</summary>
    public List<ValueTest> ParseOperators(BsonDocument operators)
    {
        List<ValueTest> tests = [];
        foreach (var element in operators)
        {
            var (name, argument) = (element.Name, element.Value);
            if (MatchErrors.At(name, () => ParseOperator(name, argument, operators)) is { } test)
            {
                tests.Add(test);
            }
        }

        return tests;
    }

    // Null for what belongs to another operator.
    private ValueTest? ParseOperator(string name, BsonValue argument, BsonDocument operators)
    {
        switch (name)
        {
            case "$regex":
                return RegexTest.Parse(argument, operators["$options"]);
            case "$options":
                return operators.TryGetValue("$regex"u8, out _)
                    ? null
                    : throw MatchErrors.BadValue("$options needs a $regex");
        }

        if (RefusedOperators.TryFind(name, out var refusal))
        {
            throw refusal;
        }

        return FieldOperatorTable.TryFind(name, out var factory)
            ? factory(argument, this)
            : throw MatchErrors.UnknownOperator(name);
    }
}
