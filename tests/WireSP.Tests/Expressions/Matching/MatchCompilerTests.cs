using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;

namespace WireSP.Tests.Expressions.Matching;

public class MatchCompilerTests
{
    [Theory]
    // Equality, within and across number types; null is also what is not there.
    [InlineData("{ a: 1 }", "{ a: 1.0 }", true)]
    [InlineData("{ a: 1 }", "{ a: '1' }", false)]
    [InlineData("{ a: null }", "{ b: 1 }", true)]
    [InlineData("{ a: { $eq: { $gt: 1 } } }", "{ a: 2 }", false)]
    [InlineData("{ a: { $ne: 1 } }", "{ a: [1, 2] }", false)]
    // Ranges stay within one kind of type.
    [InlineData("{ a: { $gt: 1 } }", "{ a: 'x' }", false)]
    [InlineData("{ a: { $gte: null } }", "{ }", true)]
    [InlineData("{ a: { $lt: 5 } }", "{ a: NaN }", false)]
    [InlineData("{ a: { $gte: 10, $lte: 15 } }", "{ a: [5, 20] }", true)]
    // Sets, with regular expressions among the constants.
    [InlineData("{ a: { $in: [1, /^x/] } }", "{ a: 'xyz' }", true)]
    [InlineData("{ a: { $in: ['x', 1, 'yz'] } }", "{ a: 'yz' }", true)]
    [InlineData("{ a: { $in: ['x', 1, 'yz'] } }", "{ a: 'xz' }", false)]
    [InlineData("{ a: { $in: ['x', 'yz'] } }", "{ a: ['q', 'x'] }", true)]
    [InlineData("{ a: { $in: ['x', { $symbol: 'yz' }] } }", "{ a: 'yz' }", true)]
    [InlineData("{ a: { $in: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] } }", "{ a: 'i' }", true)]
    [InlineData("{ a: { $in: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] } }", "{ a: 'j' }", false)]
    [InlineData("{ a: { $nin: [null] } }", "{ }", false)]
    // Logic.
    [InlineData("{ $or: [{ a: 1 }, { b: 2 }] }", "{ b: 2 }", true)]
    [InlineData("{ $nor: [{ a: 1 }, { b: 2 }] }", "{ b: 2 }", false)]
    [InlineData("{ a: { $not: { $gt: 5 } } }", "{ }", true)]
    // Shapes and types.
    [InlineData("{ a: { $exists: false } }", "{ a: null }", false)]
    [InlineData("{ a: { $type: 'number' } }", "{ a: ['x', 1] }", true)]
    [InlineData("{ a: { $type: 'array' } }", "{ a: [] }", true)]
    [InlineData("{ a: { $size: 2 } }", "{ a: [[1], 2] }", true)]
    [InlineData("{ a: { $mod: [4, 1] } }", "{ a: 5.9 }", true)]
    [InlineData("{ a: { $bitsAllSet: [1, 63] } }", "{ a: -2 }", true)]
    [InlineData("{ a: { $bitsAnyClear: 6 } }", "{ a: 6 }", false)]
    [InlineData("{ a: { $all: [1, 2] } }", "{ a: [2, 1, 3] }", true)]
    [InlineData("{ a: { $all: [] } }", "{ a: [] }", false)]
    [InlineData("{ a: { $elemMatch: { x: 1, y: 2 } } }", "{ a: [{ x: 1 }, { y: 2 }] }", false)]
    [InlineData("{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }", "{ a: [0, 2] }", true)]
    [InlineData("{ a: { $regex: 'B', $options: 'i' } }", "{ a: 'abc' }", true)]
    [InlineData("{ a: { $regex: '^[[:digit:]]+$' } }", "{ a: '42' }", true)]
    [InlineData("{ $comment: 'hi', a: 1 }", "{ a: 1 }", true)]
    [InlineData("{ $expr: { $eq: ['$a', '$b'] } }", "{ a: 1, b: 1 }", true)]
    public void Matches(string query, string document, bool expected) =>
        Assert.Equal(expected, Match(query, document));

    [Theory]
    [InlineData("{ 'a.b': 1 }", "{ a: [{ b: 0 }, { b: [1] }] }", true)]
    [InlineData("{ 'a.b': null }", "{ a: [] }", false)]
    [InlineData("{ 'a.b': null }", "{ a: [{ }] }", true)]
    [InlineData("{ 'a.b': null }", "{ a: 'scalar' }", true)]
    [InlineData("{ 'a.b': 1 }", "{ a: [[{ b: 1 }]] }", false)]
    [InlineData("{ 'a.0.b': 1 }", "{ a: [[{ b: 1 }]] }", true)]
    [InlineData("{ 'a.0': 1 }", "{ a: [1] }", true)]
    [InlineData("{ 'a.0': 1 }", "{ a: [[1]] }", false)]
    [InlineData("{ 'a.0': 1 }", "{ a: { '0': 1 } }", true)]
    [InlineData("{ 'a.0.b': null }", "{ a: [1] }", false)]
    [InlineData("{ 'a.': 1 }", "{ a: [1, 2] }", true)]
    [InlineData("{ 'a.': 1 }", "{ a: 1 }", false)]
    public void A_path_goes_through_arrays_as_the_server_does(string query, string document, bool expected) =>
        Assert.Equal(expected, Match(query, document));

    [Theory]
    [InlineData("{ a: { $gtt: 1 } }", 2, "$gt")]
    [InlineData("{ $ORR: [] }", 2, "$or")]
    [InlineData("{ $gt: 1 }", 2, "below a field")]
    [InlineData("{ a: { $ne: /x/ } }", 2, "regex")]
    [InlineData("{ a: { $in: 1 } }", 2, "array")]
    [InlineData("{ a: { $in: [{ $gt: 1 }] } }", 2, "cannot nest")]
    [InlineData("{ $and: [] }", 2, "nonempty")]
    [InlineData("{ a: { $size: -1 } }", 2, "negative")]
    [InlineData("{ a: { $mod: [0, 1] } }", 2, "divisor")]
    [InlineData("{ a: { $type: 'strng' } }", 2, "string")]
    [InlineData("{ a: { $bitsAllSet: -1 } }", 9, "positive")]
    [InlineData("{ a: { $options: 'i' } }", 2, "$regex")]
    [InlineData("{ a: { $regex: '(' } }", 51091, "invalid")]
    [InlineData("{ a: { $near: [0, 0] } }", 2, "$near")]
    [InlineData("{ a: { $elemMatch: { $where: '1' } } }", 2, "$where")]
    public void A_query_that_is_not_legal_is_refused(string query, int code, string part)
    {
        var error = Assert.Throws<ExpressionSyntaxException>(
            () => MatchCompiler.Compile(ExtendedJson.ParseLenient(query), new CompileContext()));

        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ b: 1, a: { $gtt: 1 } }", "a.$gtt")]
    [InlineData("{ 'a.b': { $size: 'x' } }", "a.b.$size")]
    [InlineData("{ $ORR: [] }", "$ORR")]
    [InlineData("{ $or: [] }", "$or")]
    [InlineData("{ $or: [{ a: 1 }, 5] }", "$or.1")]
    [InlineData("{ $and: [{ a: 1 }, { $nor: [{ b: { $in: 5 } }] }] }", "$and.1.$nor.0.b.$in")]
    [InlineData("{ a: { $not: { $mod: 3 } } }", "a.$not.$mod")]
    [InlineData("{ a: { $elemMatch: { b: { $type: 'strng' } } } }", "a.$elemMatch.b.$type")]
    [InlineData("{ a: { $elemMatch: { $gt: 1, $foo: 1 } } }", "a.$elemMatch.$foo")]
    [InlineData("{ a: { $all: [{ $elemMatch: { b: { $near: 1 } } }, { $elemMatch: 5 }] } }", "a.$all.0.$elemMatch.b.$near")]
    [InlineData("{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: 5 }] } }", "a.$all.1.$elemMatch")]
    [InlineData("{ a: { $in: [1, { $gt: 1 }] } }", "a.$in.1")]
    [InlineData("{ a: { $regex: '(' } }", "a.$regex")]
    [InlineData("{ a: { $options: 'i' } }", "a.$options")]
    [InlineData("{ $expr: { $eq: ['$a', { $multply: [1, 2] }] } }", "$expr.$eq.1.$multply")]
    [InlineData("{ $where: '1' }", "$where")]
    [InlineData("{ $alwaysTrue: 2 }", "$alwaysTrue")]
    [InlineData("{ $jsonSchema: 5 }", "$jsonSchema")]
    [InlineData("{ $jsonSchema: { reqired: ['a'] } }", "$jsonSchema.reqired")]
    [InlineData("{ $jsonSchema: { properties: { a: { minimum: 'x' } } } }", "$jsonSchema.properties.a.minimum")]
    [InlineData("{ $jsonSchema: { properties: { a: 5 } } }", "$jsonSchema.properties.a")]
    [InlineData("{ $jsonSchema: { anyOf: [{}, { items: { bsonTyp: 'int' } }] } }", "$jsonSchema.anyOf.1.items.bsonTyp")]
    [InlineData("{ $jsonSchema: { items: [{}, { type: 'strng' }] } }", "$jsonSchema.items.1.type")]
    [InlineData("{ $jsonSchema: { not: { enum: [] } } }", "$jsonSchema.not.enum")]
    [InlineData("{ $jsonSchema: { additionalProperties: { pattern: 5 } } }", "$jsonSchema.additionalProperties.pattern")]
    [InlineData("{ $jsonSchema: { dependencies: { a: { maxItems: -1 } } } }", "$jsonSchema.dependencies.a.maxItems")]
    [InlineData("{ $jsonSchema: { dependencies: { a: 5 } } }", "$jsonSchema.dependencies")]
    public void A_refusal_says_where_in_the_query_it_is(string query, string path)
    {
        var error = Assert.Throws<ExpressionSyntaxException>(
            () => MatchCompiler.Compile(ExtendedJson.ParseLenient(query), new CompileContext()));

        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void A_filter_that_is_no_document_is_refused()
    {
        var error = Assert.Throws<ExpressionSyntaxException>(
            () => MatchCompiler.Compile(new BsonArrayBuilder().ToArray(), new CompileContext()));

        Assert.Equal(15959, error.Code);
    }

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
