using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Runs;

public class MadeTestTests
{
    private static readonly string[] Values =
    [
        "{ $add: ['$a', 1] }",
        "{ $gt: ['$a', '$b'] }",
        "{ $ifNull: ['$d', null] }",
        "{ $ifNull: ['$none', '$t'] }",
        "{ $toLower: '$t' }",
        "{ $concat: ['$t', '$none'] }",
        "{ $arrayElemAt: [{ $split: ['$t', '-'] }, 1] }",
        "{ $cond: [{ $gt: ['$a', 1000000000] }, null, '$t'] }",
        "{ $switch: { branches: [{ case: { $eq: ['$t', 'X'] }, then: 'y' }, "
            + "{ case: { $eq: ['$t', 'y'] }, then: null }], default: '$t' } }",
        "{ $switch: { branches: [{ case: { $gt: ['$a', '$b'] }, then: 'X' }] } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: '(X|^)-(y*)' } } }, "
            + "in: { $arrayElemAt: ['$$m.captures', 1] } } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: 'X+' } } }, in: '$$m.match' } }",
    ];

    private static readonly string[] Queries =
    [
        "x: null",
        "x: { $ne: null }",
        "x: { $exists: true }",
        "x: { $gt: 1000000000 }",
        "x: true",
        "x: { $type: 'string' }",
        "x: { $in: ['X', 'y', '', null] }",
        "x: { $gt: { $date: '2000-01-01T00:00:00Z' } }",
        "y: { $nin: ['X', 'xy'] }",
        "y: 'X'",
        "y: { $lte: 'm' }",
        "y: { $lte: null }",
        "'y.b': null",
        "a: { $gt: 5 }",
        "$or: [{ x: 'y' }, { y: null }]",
        "$expr: { $eq: ['$x', 'y'] }",
        "$expr: { $gt: ['$y', null] }",
    ];

    [Fact]
    public void What_is_known_of_documents_that_are_made_is_what_the_query_says_of_each()
    {
        var answered = 0;
        Property.ForAllSeeds(seed =>
        {
            var random = new Random(seed);
            var compiled = new CompileContext();
            var (x, y) = (Values[random.Next(Values.Length)], Values[random.Next(Values.Length)]);
            var transform = TransformCompiler.Compile(
                "$project", ExtendedJson.ParseLenientValue($"{{ a: 1, x: {x}, y: {y} }}"), compiled);
            var asking = new CompileContext();
            var query = string.Join(", ", random.GetItems(Queries, 2).Distinct());
            var predicate = MatchCompiler.Compile(ExtendedJson.ParseLenientValue($"{{ {query} }}").AsDocument, asking);
            var run = transform.CreateRun(compiled.Fields);
            run.Ask(predicate, asking.Fields);
            var (context, asked) = (Begin(compiled), Begin(asking));
            var documents = RunDocuments.Create(seed, out var buffer);
            var output = new BsonWriter();
            var made = new DocumentSlice[RunReader.DocumentsMax];
            for (var at = 0; at < documents.Length; at++)
            {
                context.Begin(buffer, documents[at].Offset, documents[at].Length);
                compiled.Fields.Read(context);
                var count = run.CanApply(context)
                    ? run.Apply(context, buffer, documents.AsSpan(at + 1), output, made)
                    : 0;
                at += count;
                for (var row = 0; row < count; row++)
                {
                    if (run.Answers[row] != TransformRun.Unanswered)
                    {
                        answered++;
                        asked.Begin(output.Buffer, made[row].Offset, made[row].Length);
                        asking.Fields.Read(asked);
                        Assert.Equal(predicate.Matches(asked) ? 1 : 0, run.Answers[row]);
                    }
                }
            }
        });
        Assert.True(answered > 100);
    }

    [Theory]
    [InlineData("$project", "{ x: { $concat: ['$t', 't'] } }", "{ x: { $ne: null } }", true)]
    [InlineData("$project", "{ t: 1, x: { $concat: ['$t', 't'] } }", "{ t: { $ne: null } }", false)]
    [InlineData("$set", "{ x: { $concat: ['$t', 't'] } }", "{ x: { $ne: null } }", false)]
    public void Only_computed_fields_that_no_other_has_the_name_of_tell(
        string name, string argument, string query, bool tells)
    {
        var (compiled, asking) = (new CompileContext(), new CompileContext());
        var transform = TransformCompiler.Compile(name, ExtendedJson.ParseLenientValue(argument), compiled);
        var run = transform.CreateRun(compiled.Fields);
        run.Ask(
            MatchCompiler.Compile(ExtendedJson.ParseLenientValue(query).AsDocument, asking), asking.Fields);
        var context = Begin(compiled);
        var documents = RunDocuments.Join(
            Array.ConvertAll(new int[8], _ => new BsonDocumentBuilder { { "t", "text" } }.ToDocument()),
            out var buffer);
        context.Begin(buffer, documents[0].Offset, documents[0].Length);
        compiled.Fields.Read(context);

        Assert.Equal(8, run.Apply(context, buffer, documents, new BsonWriter(), new DocumentSlice[8]));
        Assert.Equal(tells ? 1 : TransformRun.Unanswered, run.Answers[0]);
    }

    private static EvaluationContext Begin(CompileContext compiled) =>
        compiled.CreateEvaluationContext(TimeProvider.System);
}
