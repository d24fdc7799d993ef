using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.TestKit.Bson;
using WireSP.Tests.Expressions.Fields;

namespace WireSP.Tests.Expressions.Matching;

public class MatchInvariantTests
{
    private static readonly string[] Paths =
        ["a", "b", "a.b", "b.a.c", "at", "a.0", "abcdef.at", "abcdefgh", "c.1.a", "none", "a.none"];

    private static readonly string[] Operators =
    [
        "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$exists", "$type", "$size", "$all", "$mod",
        "$elemMatch", "$not", "$bitsAnySet",
    ];

    [Fact]
    public void A_query_over_slots_answers_as_one_that_walks_the_document() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var values = new RandomBson(seed);
        var documents = new ShapedDocuments(seed);
        var query = new BsonDocumentBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            query.Add(Paths[random.Next(Paths.Length)], Condition(random, values));
        }

        var text = query.ToDocument();
        var compiled = new CompileContext();
        var slots = QueryParser.For(compiled).Parse(text);
        var walked = QueryParser.ForEmbedded().Parse(text);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        for (var i = 0; i < 30; i++)
        {
            var document = documents.Next();
            context.Begin(document);
            compiled.Fields.Read(context);

            Assert.Equal(walked.Matches(context), slots.Matches(context));
        }
    });

    private static BsonValue Condition(Random random, RandomBson values)
    {
        var name = Operators[random.Next(Operators.Length)];
        BsonValue argument = name switch
        {
            "$in" or "$nin" or "$all" => new BsonArrayBuilder { Comparable(values), Comparable(values) }.ToArray(),
            "$exists" => random.Next(2) == 0,
            "$type" => random.Next(2) == 0 ? "number" : "string",
            "$size" => random.Next(3),
            "$mod" => new BsonArrayBuilder { 2, random.Next(2) }.ToArray(),
            "$bitsAnySet" => random.Next(16),
            "$elemMatch" or "$not" => new BsonDocumentBuilder { { "$gt", Comparable(values) } }.ToDocument(),
            _ => Comparable(values),
        };
        return new BsonDocumentBuilder { { name, argument } }.ToDocument();
    }

    // Regular expressions and undefined are refused beside most operators.
    private static BsonValue Comparable(RandomBson values)
    {
        while (true)
        {
            var value = values.NextValue();
            if (value.Type is not (BsonType.RegularExpression or BsonType.Undefined or BsonType.Document))
            {
                return value;
            }
        }
    }
}
