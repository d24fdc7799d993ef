using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Runs;

namespace WireSP.Tests.Expressions.Runs;

public class RunReaderTests
{
    private static readonly (string Text, RunInputKind Kind)[] Inputs =
    [
        ("'$a'", RunInputKind.Number),
        ("'$a.b'", RunInputKind.Key),
        ("{ $ifNull: ['$b', '$a'] }", RunInputKind.Key),
        ("{ $toDate: '$at' }", RunInputKind.Time),
        ("{ $dateFromString: { dateString: '$at' } }", RunInputKind.Time),
        ("{ $gt: ['$a', 1000000000] }", RunInputKind.Condition),
        ("{ $gt: ['$a.b', null] }", RunInputKind.Condition),
        ("{ $lte: [null, '$c'] }", RunInputKind.Condition),
        ("{ $and: [{ $lt: ['$a', '$b'] }, { $ne: ['$a', 5] }, { $eq: ['$none', null] }] }", RunInputKind.Condition),
        ("{ $or: [{ $lt: ['$a', '$b'] }, { $gte: ['$b', 2000000000] }] }", RunInputKind.Condition),
        ("{ $cond: [{ $lt: ['$a', 1000000000] }, 1, 0] }", RunInputKind.Number),
        ("{ $cond: [{ $gt: ['$none', null] }, '$a', 7] }", RunInputKind.Number),
    ];

    private static readonly string[] Queries =
    [
        "a: 7",
        "a: { $gt: 1000000000, $lt: 2000000000 }",
        "a: { $gte: 7, $lte: { $numberLong: '1500000000' } }",
        "a: { $gt: 1000000000, $lte: 5 }",
        "a: { $lt: 2000000000, $gte: 1000000000 }",
        "a: { $gt: { $numberLong: '9223372036854775807' } }",
        "b: { $gte: 7, $lt: { $numberLong: '-9223372036854775808' } }",
        "a: { $gte: 1000000000 }, b: { $lte: 2000000000 }",
        "a: { $eq: 7.0 }",
        "a: { $lt: 1500000000.5 }",
        "d: { $lte: { $date: '2010-01-01T00:00:00Z' } }",
        "a: { $gt: { $date: '2000-01-01T00:00:00Z' } }",
        "'a.b': null",
        "c: { $ne: null }",
        "t: { $gte: 'X' }",
        "t: { $in: ['X', 'y', '-', null] }",
        "t: { $not: { $lt: 'y' } }",
        "d: { $exists: true }",
        "d: { $gt: { $date: '2000-01-01T00:00:00Z' } }",
        "none: { $exists: false }",
        "$or: [{ a: { $lt: 1000000000 } }, { b: { $type: 'string' } }, { t: '' }]",
        "$or: [{ a: { $lt: 1000000000 } }, { t: '' }]",
        "$nor: [{ b: { $gte: 1000000000 } }]",
        "$expr: { $gt: ['$a', '$b'] }",
        "$expr: { $eq: [{ $mod: ['$a', 3] }, 0] }",
        "$expr: { $eq: [{ $toLower: '$t' }, 'x'] }",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Every_value_is_what_the_expression_gives_for_the_document(int codeAfter) => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var fields = new CompileContext { Fields = { CodeAfter = codeAfter } };
        RunInput[] inputs = [Pick(random, fields), Pick(random, fields)];
        var context = fields.CreateEvaluationContext(TimeProvider.System);
        var reader = new RunReader(fields.Fields, inputs);
        var documents = RunDocuments.Create(seed, out var buffer);
        for (var at = 0; at < documents.Length;)
        {
            var count = reader.Read(context, buffer, documents.AsSpan(at));
            for (var row = 0; row < count; row++)
            {
                AssertRow(reader, inputs, row, reader.TurnTo(row));
            }

            at += count;
            if (at < documents.Length)
            {
                context.Begin(buffer, documents[at].Offset, documents[at].Length);
                fields.Fields.Read(context);
                at++;
            }
        }
    });

    [Fact]
    public void Whether_documents_match_is_what_the_query_says_of_each() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var compiled = new CompileContext();
        var query = string.Join(", ", random.GetItems(Queries, 2).Distinct());
        var predicate = MatchCompiler.Compile(ExtendedJson.ParseLenientValue($"{{ {query} }}").AsDocument, compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var reader = new RunReader(compiled.Fields, [predicate.ToInput()]);
        var documents = RunDocuments.Create(seed, out var buffer);
        for (var at = 0; at < documents.Length; at++)
        {
            context.Begin(buffer, documents[at].Offset, documents[at].Length);
            compiled.Fields.Read(context);
            var count = reader.CanRead(context) ? reader.Read(context, buffer, documents.AsSpan(at + 1)) : 0;
            var matches = reader[0].Payloads[..count].ToArray();
            for (var row = 0; row < count; row++, at++)
            {
                Assert.Equal(predicate.Matches(reader.TurnTo(row)), matches[row] != 0);
            }
        }
    });

    [Fact]
    public void Documents_are_read_together_up_to_the_first_of_another_shape()
    {
        var fields = new CompileContext();
        RunInput[] inputs = [new(Compile("'$a'", fields), RunInputKind.Number)];
        var context = fields.CreateEvaluationContext(TimeProvider.System);
        var reader = new RunReader(fields.Fields, inputs);
        var documents = RunDocuments.Join(
            [
                new BsonDocumentBuilder { { "a", 1 } }.ToDocument(),
                new BsonDocumentBuilder { { "a", 2 } }.ToDocument(),
                new BsonDocumentBuilder { { "a", 3 } }.ToDocument(),
                new BsonDocumentBuilder { { "a", 4L } }.ToDocument(),
            ],
            out var buffer);
        Assert.Equal(0, reader.Read(context, buffer, documents));
        context.Begin(buffer, documents[0].Offset, documents[0].Length);
        fields.Fields.Read(context);

        Assert.Equal(3, reader.Read(context, buffer, documents));
        Assert.Equal(BsonType.Int32, reader[0].Type);
        Assert.Equal([1, 2, 3], reader[0].Payloads[..3].ToArray());
    }

    [Theory]
    [InlineData("'$a'", true)]
    [InlineData("'$t'", true)]
    [InlineData("'$none'", true)]
    [InlineData("{ $toDate: '$d' }", true)]
    [InlineData("{ $cond: [{ $lt: ['$a', 100] }, 1, 0] }", true)]
    [InlineData("{ $eq: ['$t', 'ttt'] }", true)]
    [InlineData("{ $gt: [{ $mod: ['$a', 7] }, 3] }", true)]
    [InlineData("{ $hour: '$d' }", true)]
    [InlineData("{ $size: { $split: ['$t', 't'] } }", true)]
    [InlineData("{ $and: [{ $lt: ['$a', 100] }, { $eq: ['$t', ''] }] }", false)]
    [InlineData("{ $gt: ['$a', '$i'] }", false)]
    public void Documents_are_located_and_read_in_one_go_where_there_is_code(string expression, bool hasCode)
    {
        var fields = new CompileContext { Fields = { CodeAfter = 0 } };
        RunInput[] inputs =
        [
            new(Compile("'$a'", fields), RunInputKind.Number),
            new(Compile(expression, fields), KindOf(expression)),
        ];
        var context = fields.CreateEvaluationContext(TimeProvider.System);
        var reader = new RunReader(fields.Fields, inputs);
        var documents = RunDocuments.Join(
            [
                .. Enumerable.Range(0, 200).Select(i => new BsonDocumentBuilder
                {
                    { "a", i * 5L },
                    { "t", new string('t', i % 70) },
                    { "i", i % 3 },
                    { "d", BsonValue.FromDateTime(DateTimeOffset.UnixEpoch.AddHours(i * 7)) },
                }.ToDocument()),
            ],
            out var buffer);
        context.Begin(buffer, documents[0].Offset, documents[0].Length);
        fields.Fields.Read(context);
        for (var at = 0; at < documents.Length;)
        {
            var count = reader.Read(context, buffer, documents.AsSpan(at));
            for (var row = 0; row < count; row++)
            {
                AssertRow(reader, inputs, row, reader.TurnTo(row));
            }

            Assert.InRange(count, 1, documents.Length);
            at += count;
        }

        Assert.Equal(hasCode && RunCode.IsOfUse, reader.HasCode);
    }

    [Fact]
    public void Code_for_numbers_of_one_type_is_not_taken_for_those_of_another()
    {
        // One after the other, because code is kept for whoever comes next. The bits are the same, so that nothing ends
        // the wrong code early.
        foreach (var number in new BsonValue[] { 7L, BitConverter.Int64BitsToDouble(7) })
        {
            var fields = new CompileContext { Fields = { CodeAfter = 0 } };
            RunInput[] inputs = [new(Compile("{ $multiply: ['$n', '$n'] }", fields), RunInputKind.Number)];
            var context = fields.CreateEvaluationContext(TimeProvider.System);
            var reader = new RunReader(fields.Fields, inputs);
            var document = new BsonDocumentBuilder { { "n", number } }.ToDocument();
            var documents = RunDocuments.Join([.. Enumerable.Repeat(document, 300)], out var buffer);
            context.Begin(buffer, documents[0].Offset, documents[0].Length);
            fields.Fields.Read(context);
            for (var at = 0; at < documents.Length;)
            {
                var count = reader.Read(context, buffer, documents.AsSpan(at));
                for (var row = 0; row < count; row++)
                {
                    AssertRow(reader, inputs, row, reader.TurnTo(row));
                }

                Assert.InRange(count, 1, documents.Length);
                at += count;
            }

            Assert.Equal(RunCode.IsOfUse, reader.HasCode);
        }
    }

    private static RunInputKind KindOf(string expression) => expression switch
    {
        "'$t'" => RunInputKind.Key,
        _ when expression.Contains("$toDate", StringComparison.Ordinal) => RunInputKind.Time,
        _ when expression.Contains("$eq", StringComparison.Ordinal)
            || expression.Contains("$gt", StringComparison.Ordinal)
            || expression.Contains("$and", StringComparison.Ordinal) => RunInputKind.Condition,
        _ => RunInputKind.Number,
    };

    private static RunInput Pick(Random random, CompileContext fields)
    {
        var (text, kind) = Inputs[random.Next(Inputs.Length)];
        return new RunInput(Compile(text, fields), kind);
    }

    private static Expression Compile(string text, CompileContext fields) =>
        ExpressionCompiler.Compile(ExtendedJson.ParseLenientValue(text), fields);

    private static void AssertRow(RunReader reader, RunInput[] inputs, int row, EvaluationContext context)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = inputs[i].Expression.Evaluate(context);
            var column = reader[i];
            var type = column.Type ?? column.Types[row];
            Assert.Equal(expected.Type, type);
            if (type == BsonType.String)
            {
                var payload = column.Payloads[row];
                Assert.Equal(expected.Bytes, reader.Buffer.AsSpan((int)(payload >> 32), (int)payload));
            }
            else if (type is not (BsonType.Missing or BsonType.Null))
            {
                Assert.Equal(expected.Payload, column.Payloads[row]);
            }
        }
    }
}
