using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;

namespace WireSP.Tests.Expressions.Matching.Schemas;

public class SchemaParserTests
{
    [Theory]
    [InlineData("{ }", "{ a: 1 }", true)]
    [InlineData("{ title: 't', description: 'd' }", "{ a: 1 }", true)]
    [InlineData("{ bsonType: 'object' }", "{ }", true)]
    [InlineData("{ bsonType: 'array' }", "{ }", false)]
    // Types: JSON's with type, the language's with bsonType; what is not there passes.
    [InlineData("{ properties: { a: { bsonType: 'int' } } }", "{ a: 1 }", true)]
    [InlineData("{ properties: { a: { bsonType: 'int' } } }", "{ a: 1.5 }", false)]
    [InlineData("{ properties: { a: { bsonType: 'int' } } }", "{ }", true)]
    [InlineData("{ properties: { a: { bsonType: ['int', 'string'] } } }", "{ a: 'x' }", true)]
    [InlineData("{ properties: { a: { bsonType: 'int' } } }", "{ a: [1] }", false)]
    [InlineData("{ properties: { a: { type: 'number' } } }", "{ a: NumberLong(1) }", true)]
    [InlineData("{ properties: { a: { type: ['null', 'boolean'] } } }", "{ a: null }", true)]
    // Values.
    [InlineData("{ properties: { a: { enum: [1, { x: 1, y: 2 }] } } }", "{ a: 1.0 }", true)]
    [InlineData("{ properties: { a: { enum: [1, { x: 1, y: 2 }] } } }", "{ a: { y: 2, x: 1 } }", true)]
    [InlineData("{ properties: { a: { enum: [1] } } }", "{ a: 2 }", false)]
    // Numbers.
    [InlineData("{ properties: { n: { minimum: 5 } } }", "{ n: 5 }", true)]
    [InlineData("{ properties: { n: { minimum: 5, exclusiveMinimum: true } } }", "{ n: 5 }", false)]
    [InlineData("{ properties: { n: { maximum: 5, exclusiveMaximum: false } } }", "{ n: 5 }", true)]
    [InlineData("{ properties: { n: { minimum: 5 } } }", "{ n: NaN }", false)]
    [InlineData("{ properties: { n: { minimum: 5 } } }", "{ n: 'x' }", true)]
    [InlineData("{ properties: { n: { multipleOf: 0.5 } } }", "{ n: 1.5 }", true)]
    [InlineData("{ properties: { n: { multipleOf: 3 } } }", "{ n: 7 }", false)]
    [InlineData("{ properties: { n: { multipleOf: 2 } } }", "{ n: Infinity }", false)]
    // Texts, in characters.
    [InlineData("{ properties: { s: { minLength: 2, maxLength: 3 } } }", "{ s: 'ééé' }", true)]
    [InlineData("{ properties: { s: { maxLength: 2 } } }", "{ s: 'ééé' }", false)]
    [InlineData("{ properties: { s: { pattern: '^a' } } }", "{ s: 'ba' }", false)]
    [InlineData("{ properties: { s: { pattern: '^a' } } }", "{ s: 1 }", true)]
    // Arrays.
    [InlineData("{ properties: { a: { items: { bsonType: 'int' } } } }", "{ a: [1, 'x'] }", false)]
    [InlineData("{ properties: { a: { items: [{ bsonType: 'int' }] } } }", "{ a: [1, 'x'] }", true)]
    [InlineData("{ properties: { a: { items: [{ }], additionalItems: false } } }", "{ a: [1, 2] }", false)]
    [InlineData("{ properties: { a: { items: [{ }], additionalItems: { type: 'string' } } } }", "{ a: [1, 's'] }", true)]
    [InlineData("{ properties: { a: { additionalItems: false } } }", "{ a: [1, 2] }", true)]
    [InlineData("{ properties: { a: { minItems: 2, maxItems: 2 } } }", "{ a: [1] }", false)]
    [InlineData("{ properties: { a: { uniqueItems: true } } }", "{ a: [1, 1.0] }", false)]
    [InlineData("{ properties: { a: { uniqueItems: true } } }", "{ a: [{ x: 1, y: 1 }, { y: 1, x: 1 }] }", false)]
    [InlineData("{ properties: { a: { uniqueItems: false } } }", "{ a: [1, 1] }", true)]
    // Objects.
    [InlineData("{ required: ['a'] }", "{ a: null }", true)]
    [InlineData("{ required: ['a', 'b'] }", "{ a: 1 }", false)]
    [InlineData("{ properties: { a: { required: ['b'] } } }", "{ a: 5 }", true)]
    [InlineData("{ properties: { a: { } }, additionalProperties: false }", "{ a: 1, b: 1 }", false)]
    [InlineData("{ properties: { a: { } }, additionalProperties: { bsonType: 'int' } }", "{ a: 'x', b: 1 }", true)]
    [InlineData("{ patternProperties: { '^a': { bsonType: 'int' } } }", "{ ab: 'x' }", false)]
    [InlineData("{ patternProperties: { '^a': { } }, additionalProperties: false }", "{ ab: 'x' }", true)]
    [InlineData("{ minProperties: 2 }", "{ a: 1 }", false)]
    [InlineData("{ maxProperties: 1 }", "{ a: 1 }", true)]
    [InlineData("{ dependencies: { a: ['b'] } }", "{ a: 1 }", false)]
    [InlineData("{ dependencies: { a: ['b'] } }", "{ c: 1 }", true)]
    [InlineData("{ dependencies: { a: { required: ['b'] } } }", "{ a: 1 }", false)]
    [InlineData("{ properties: { 'a.b': { bsonType: 'int' } } }", "{ a: { b: 'x' } }", false)]
    [InlineData("{ properties: { 'a.b': { bsonType: 'int' } } }", "{ a: [{ b: 'x' }, { b: 1 }] }", true)]
    // Logic.
    [InlineData("{ properties: { a: { not: { type: 'number' } } } }", "{ a: 1 }", false)]
    [InlineData("{ properties: { a: { anyOf: [{ type: 'string' }, { minimum: 5 }] } } }", "{ a: 3 }", false)]
    [InlineData("{ properties: { a: { oneOf: [{ type: 'number' }, { minimum: 5 }] } } }", "{ a: 7 }", false)]
    [InlineData("{ properties: { a: { oneOf: [{ type: 'number' }, { minimum: 5 }] } } }", "{ a: 3 }", true)]
    [InlineData("{ allOf: [{ required: ['a'] }, { required: ['b'] }] }", "{ a: 1 }", false)]
    public void Matches(string schema, string document, bool expected) =>
        Assert.Equal(expected, Match($"{{ $jsonSchema: {schema} }}", document));

    [Fact]
    public void It_stands_beside_other_conditions() =>
        Assert.False(Match("{ $jsonSchema: { required: ['n'] }, n: { $gt: 5 } }", "{ n: 3 }"));

    [Theory]
    [InlineData("5", 14)]
    [InlineData("{ nope: 1 }", 9)]
    [InlineData("{ $ref: '#' }", 9)]
    [InlineData("{ default: 1 }", 9)]
    [InlineData("{ format: 'x' }", 9)]
    [InlineData("{ definitions: { } }", 9)]
    [InlineData("{ encrypt: { } }", 9)]
    [InlineData("{ title: 5 }", 14)]
    [InlineData("{ type: 'integer' }", 9)]
    [InlineData("{ type: 'int' }", 2)]
    [InlineData("{ bsonType: 'nope' }", 2)]
    [InlineData("{ bsonType: [] }", 9)]
    [InlineData("{ bsonType: 5 }", 14)]
    [InlineData("{ type: 'number', bsonType: 'int' }", 9)]
    [InlineData("{ enum: 5 }", 14)]
    [InlineData("{ enum: [] }", 9)]
    [InlineData("{ enum: [1, 1.0] }", 9)]
    [InlineData("{ minimum: null }", 14)]
    [InlineData("{ exclusiveMinimum: true }", 9)]
    [InlineData("{ minimum: 1, exclusiveMinimum: 1 }", 14)]
    [InlineData("{ multipleOf: 'x' }", 14)]
    [InlineData("{ multipleOf: 0 }", 9)]
    [InlineData("{ minLength: -1 }", 9)]
    [InlineData("{ minLength: 1.5 }", 9)]
    [InlineData("{ maxProperties: 'x' }", 9)]
    [InlineData("{ pattern: 5 }", 14)]
    [InlineData("{ items: 5 }", 14)]
    [InlineData("{ items: [5] }", 14)]
    [InlineData("{ additionalItems: 5 }", 14)]
    [InlineData("{ uniqueItems: 5 }", 14)]
    [InlineData("{ required: 'a' }", 14)]
    [InlineData("{ required: [] }", 9)]
    [InlineData("{ required: [1] }", 14)]
    [InlineData("{ required: ['a', 'a'] }", 9)]
    [InlineData("{ properties: 5 }", 14)]
    [InlineData("{ properties: { a: 5 } }", 14)]
    [InlineData("{ patternProperties: { '(': { } } }", 9)]
    [InlineData("{ additionalProperties: 5 }", 14)]
    [InlineData("{ dependencies: { a: [] } }", 9)]
    [InlineData("{ dependencies: { a: 5 } }", 14)]
    [InlineData("{ allOf: [] }", 9)]
    [InlineData("{ anyOf: 5 }", 14)]
    [InlineData("{ not: 5 }", 14)]
    public void A_schema_that_is_not_legal_is_refused(string schema, int code) =>
        Assert.Equal(
            code,
            Assert.Throws<ExpressionSyntaxException>(() => Match($"{{ $jsonSchema: {schema} }}", "{ }")).Code);

    [Fact]
    public void A_keyword_that_is_misspelt_is_refused_with_the_nearest() =>
        Assert.Contains(
            "'required'",
            Assert.Throws<ExpressionSyntaxException>(() => Match("{ $jsonSchema: { requird: ['a'] } }", "{ }")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Inside_an_array_there_are_no_schemas() =>
        Assert.Equal(
            2,
            Assert.Throws<ExpressionSyntaxException>(
                () => Match("{ a: { $elemMatch: { $jsonSchema: { } } } }", "{ }")).Code);

    private static bool Match(string query, string document)
    {
        var compiled = new CompileContext();
        var predicate = MatchCompiler.Compile(ExtendedJson.ParseLenient(query), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(ExtendedJson.ParseLenient(document));
        compiled.Fields.Read(context);
        return predicate.Matches(context);
    }
}
