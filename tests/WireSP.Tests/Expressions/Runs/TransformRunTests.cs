using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Runs;

public class TransformRunTests
{
    private static readonly string[] Values =
    [
        "1",
        "'$a'",
        "'$abcdefgh'",
        "'$a.b'",
        "'$none'",
        "null",
        "'text'",
        "{ $multiply: ['$a', 0.5] }",
        "{ $subtract: ['$a', '$b'] }",
        "{ $add: ['$b', 2000000000] }",
        "{ $multiply: ['$a', { $numberLong: '5000000000' }] }",
        "{ $subtract: [{ $numberLong: '-9223372036854775000' }, '$b'] }",
        "{ $mod: ['$a', 7] }",
        "{ $mod: ['$b', { $numberLong: '-3' }] }",
        "{ $mod: ['$a', '$b'] }",
        "{ $gt: ['$a', '$c'] }",
        "{ $gt: ['$d', null] }",
        "{ $cond: [{ $lt: ['$a', 1000000000] }, 1, 0] }",
        "{ $and: [{ $lt: ['$a', '$b'] }, { $ne: ['$a', 5] }] }",
        "{ $cond: [{ $lt: ['$a', '$b'] }, 'less', '$c'] }",
        "{ $cond: [{ $eq: ['$a', 'xx'] }, null, '$abcdefgh'] }",
        "{ $switch: { branches: [{ case: { $gt: ['$a', 1500000000] }, then: 'much' }, "
            + "{ case: { $gt: ['$b', 1000000000] }, then: '$none' }], default: 'little' } }",
        "{ $switch: { branches: [{ case: { $gt: ['$a', '$b'] }, then: { $add: ['$a', 1] } }], default: '$a' } }",
        "{ $switch: { branches: [{ case: { $gt: ['$a', 1000000000] }, then: 'much' }] } }",
        "{ $toLower: '$c' }",
        "{ $toLower: { $arrayElemAt: [{ $split: ['$t', '-'] }, 2] } }",
        "{ $ne: [{ $toLower: '$t' }, 'x-y'] }",
        "{ $eq: [{ $toLower: '$t' }, 'Xy'] }",
        "{ $eq: [{ $toLower: { $concat: ['$t', 'É', '$t'] } }, 'xÉx'] }",
        "{ $eq: ['$none', 'x'] }",
        "{ $eq: [{ $toLower: '$none' }, ''] }",
        "{ $switch: { branches: [{ case: { $eq: [{ $toLower: '$t' }, 'x'] }, then: 'one' }, "
            + "{ case: { $eq: [{ $toLower: '$t' }, ''] }, then: '$t' }, "
            + "{ case: { $eq: [{ $toLower: '$t' }, 'xy'] }, then: null }, "
            + "{ case: { $eq: ['x', { $toLower: '$t' }] }, then: 'never' }], default: { $toLower: '$t' } } }",
        "{ $switch: { branches: [{ case: { $eq: ['$t', 'X'] }, then: 1 }, "
            + "{ case: { $eq: ['$t', 'Xy'] }, then: 2 }, { case: { $ne: ['$t', 'y'] }, then: 3 }, "
            + "{ case: { $eq: ['$t', 'y'] }, then: { $size: { $split: ['$t', 'y'] } } }], default: 5 } }",
        "{ $switch: { branches: [{ case: { $eq: ['$t', '-'] }, then: 'dash' }, "
            + "{ case: { $eq: ['$t', 'y'] }, then: { $concat: ['$t', '$t'] } }] } }",
        "{ $switch: { branches: [{ case: { $eq: [{ $let: { vars: { m: { $regexFind: { input: '$t', regex: "
            + "'X(y)?' } } }, in: '$$m.match' } }, 'X'] }, then: 'X' }, "
            + "{ case: { $eq: [{ $arrayElemAt: [{ $split: ['$t', '-'] }, 1] }, 'y'] }, then: 'y' }], default: '' } }",
        "{ $eq: ['X', { $arrayElemAt: [{ $split: ['$t', '-'] }, 0] }] }",
        "{ $arrayElemAt: [{ $split: ['$t', '-'] }, 0] }",
        "{ $arrayElemAt: [{ $split: ['$t', '-'] }, 3] }",
        "{ $arrayElemAt: [{ $split: ['$t', '-X'] }, 1] }",
        "{ $concat: ['<', '$t', '>', '$t'] }",
        "{ $concat: ['$t', { $arrayElemAt: [{ $split: ['$t', '-'] }, 1] }, { $toLower: '$t' }] }",
        "{ $concat: ['$t', '$none'] }",
        "{ $concat: ['$a', 'x'] }",
        "{ $size: { $split: ['$t', '-'] } }",
        "{ $size: { $split: ['$t', 'X-'] } }",
        "{ $hour: '$d' }",
        "{ $year: { date: '$d', timezone: 'Asia/Tokyo' } }",
        "{ $isoWeekYear: '$d' }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: '(X+)-(y)?' } } }, "
            + "in: { $arrayElemAt: ['$$m.captures', 1] } } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: 'y|-' } }, n: '$a' }, in: '$$m.match' } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: '(X|^)y-([^y]*)' } } }, "
            + "in: { $arrayElemAt: ['$$m.captures', 1] } } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: 'x', options: 'i' } } }, in: '$$m.match' } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: '^X.$', options: 'ms' } } }, in: '$$m.match' } }",
        "{ $let: { vars: { m: { $regexFind: { input: '$t', regex: '(X)+?y' } } }, in: '$$m.match' } }",
        "{ $let: { vars: { n: { $switch: { branches: [{ case: { $gt: ['$a', 1000000000] }, then: 1 }] } } }, "
            + "in: '$b' } }",
        "{ $let: { vars: { n: { $add: ['$a', 1] } }, in: { $subtract: ['$$n', '$$n'] } } }",
    ];

    private static readonly string[] Names =
        ["a", "b", "c", "at", "abcdefg", "a name past thirty-two bytes in length", "é"];

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Documents_made_together_are_what_each_is_made_alone(int codeAfter) => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var compiled = new CompileContext { Fields = { CodeAfter = codeAfter } };
        var (name, argument) = Stage(random);
        var transform = TransformCompiler.Compile(name, argument, compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        var documents = RunDocuments.Create(seed, out var buffer);
        var output = new BsonWriter();
        var made = new DocumentSlice[RunReader.DocumentsMax];
        for (var at = 0; at < documents.Length; at++)
        {
            _ = Alone(transform, compiled, context, buffer, documents[at]);
            if (!run.CanApply(context))
            {
                continue;
            }

            var count = run.Apply(context, buffer, documents.AsSpan(at + 1), output, made);
            var bytes = run.FindsParts ? buffer : output.Buffer;
            for (var row = 0; row < count; row++)
            {
                var expected = Alone(transform, compiled, context, buffer, documents[++at]);
                Assert.Equal(expected, bytes.AsSpan(made[row].Offset, made[row].Length).ToArray());
            }
        }
    });

    [Theory]
    [InlineData("$set", "{ n: { $multiply: ['$n', 2.5] } }", true)]
    [InlineData("$set", "{ n: { $subtract: [{ $add: ['$n', '$i'] }, 7] }, l: '$n', none: null }", true)]
    [InlineData("$project", "{ t: 1, x: { $multiply: ['$d', '$i'] }, y: '$t', z: { $subtract: ['$n', '$d'] } }", true)]
    [InlineData("$set", "{ i: { $add: ['$i', 1] } }", true)]
    [InlineData("$unset", "'d'", true)]
    [InlineData("$set", "{ n: { $toLower: '$t' } }", false)]
    [InlineData("$replaceRoot", "{ newRoot: '$o' }", false)]
    public void Documents_are_located_and_made_in_one_go_where_there_is_code_for_all_values(
        string name, string argument, bool hasCode)
    {
        var compiled = new CompileContext { Fields = { CodeAfter = 0 } };
        var transform = TransformCompiler.Compile(name, ExtendedJson.ParseLenientValue(argument), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        var documents = RunDocuments.Join(
            [
                .. Enumerable.Range(0, 200).Select(i => new BsonDocumentBuilder
                {
                    { "n", i * 5_000_000_000 },
                    { "t", new string('t', i % 70) },
                    { "i", i == 120 ? int.MaxValue : i + 1 },
                    { "d", i / 3.0 },
                    { "o", new BsonDocumentBuilder { { "i", i } }.ToDocument() },
                }.ToDocument()),
            ],
            out var buffer);
        byte[][] expected = Array.ConvertAll(
            documents, document => Alone(transform, compiled, context, buffer, document) ?? []);
        var output = new BsonWriter();
        var made = new DocumentSlice[RunReader.DocumentsMax];
        for (var at = 0; at < documents.Length;)
        {
            var count = run.Apply(context, buffer, documents.AsSpan(at), output, made);
            var bytes = run.FindsParts ? buffer : output.Buffer;
            for (var row = 0; row < count; row++)
            {
                Assert.Equal(expected[at + row], bytes.AsSpan(made[row].Offset, made[row].Length).ToArray());
            }

            at += count;
            if (count == 0)
            {
                // An int that has become a long.
                _ = Alone(transform, compiled, context, buffer, documents[at++]);
                Assert.Equal(121, at);
            }
        }

        Assert.Equal(hasCode && RunCode.IsOfUse, transform.LayoutFor(context.Shape!)!.WholeCode is not null);
    }

    [Theory]
    [InlineData("$set", "{ price: { $multiply: ['$price', 2.5] } }")]
    [InlineData("$set", "{ total: { $add: ['$price', '$tax'] }, price: null }")]
    [InlineData("$project", "{ price: 1, twice: { $add: ['$price', '$price'] } }")]
    [InlineData("$project", "{ price: 0 }")]
    [InlineData("$unset", "'tax'")]
    [InlineData("$set", "{ n: { $size: { $split: ['$rest', 't'] } }, low: { $toLower: '$rest' } }")]
    [InlineData("$set", "{ rest: { $arrayElemAt: [{ $split: ['$rest', ' '] }, 1] } }")]
    [InlineData("$project", "{ s: { $switch: { branches: [{ case: { $gt: ['$price', 4] }, then: 'much' }, "
        + "{ case: { $ne: [{ $toLower: '$rest' }, 'text'] }, then: null }], default: '$rest' } } }")]
    [InlineData("$project", "{ first: { $let: { vars: { "
        + "m: { $regexFind: { input: '$rest', regex: '([gx]*)e([rx]+)' } } }, "
        + "in: { $arrayElemAt: ['$$m.captures', 0] } } } }")]
    [InlineData("$set", "{ x: { $ifNull: [{ $let: { vars: { n: { $switch: { branches: "
        + "[{ case: { $gte: ['$price', 0] }, then: 1 }] } } }, in: '$none' } }, '$rest'] } }", false)]
    public void Documents_of_two_shapes_are_made_together(
        string name, string argument, bool isMadeInRuns = true)
    {
        var compiled = new CompileContext();
        var transform = TransformCompiler.Compile(name, ExtendedJson.ParseLenientValue(argument), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        BsonDocument[] given = new BsonDocument[10];
        for (var i = 0; i < given.Length; i++)
        {
            given[i] = i % 2 == 0
                ? new BsonDocumentBuilder { { "price", i }, { "tax", 7L }, { "rest", "text" } }.ToDocument()
                : new BsonDocumentBuilder { { "tax", 7L }, { "rest", "longer text" }, { "price", i } }.ToDocument();
        }

        var documents = RunDocuments.Join(given, out var buffer);
        byte[][] expected = Array.ConvertAll(
            documents, document => Alone(transform, compiled, context, buffer, document) ?? []);
        var output = new BsonWriter();
        var made = new DocumentSlice[documents.Length];
        var count = run.Apply(context, buffer, documents, output, made);

        Assert.Equal(isMadeInRuns ? documents.Length : 0, count);
        Assert.Equal(
            expected[..count],
            Array.ConvertAll(made[..count], slice => output.Written.Slice(slice.Offset, slice.Length).ToArray()));
    }

    [Theory]
    [InlineData("{ $mod: ['$n', 7] }", -9, true)]
    [InlineData("{ $mod: ['$n', -7] }", 9, true)]
    [InlineData("{ $mod: ['$n', -1] }", long.MinValue, false)]
    [InlineData("{ $add: ['$n', 1] }", long.MaxValue - 1, true)]
    [InlineData("{ $add: ['$n', 1] }", long.MaxValue, false)]
    [InlineData("{ $subtract: ['$n', 1] }", long.MinValue, false)]
    [InlineData("{ $subtract: [-2, '$n'] }", long.MinValue, true)]
    [InlineData("{ $subtract: [0, '$n'] }", long.MinValue, false)]
    [InlineData("{ $multiply: ['$n', -2] }", 1L << 62, true)]
    [InlineData("{ $multiply: ['$n', 2] }", 1L << 62, false)]
    public void Integers_are_computed_together_as_long_as_64_bits_hold_the_result(
        string expression, long value, bool isMadeInRuns)
    {
        var compiled = new CompileContext();
        var transform = TransformCompiler.Compile(
            "$project", ExtendedJson.ParseLenientValue($"{{ r: {expression} }}"), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        var documents = RunDocuments.Join(
            [.. Enumerable.Repeat(new BsonDocumentBuilder { { "n", value } }.ToDocument(), 8)], out var buffer);
        var expected = Array.ConvertAll(documents, slice => Alone(transform, compiled, context, buffer, slice));
        var output = new BsonWriter();
        var made = new DocumentSlice[documents.Length];

        Assert.Equal(isMadeInRuns ? documents.Length : 0, run.Apply(context, buffer, documents, output, made));
        for (var i = 0; isMadeInRuns && i < made.Length; i++)
        {
            Assert.Equal(expected[i], output.Written.Slice(made[i].Offset, made[i].Length).ToArray());
        }
    }

    [Fact]
    public void Parts_of_documents_become_documents_where_they_are()
    {
        var compiled = new CompileContext();
        var transform = TransformCompiler.Compile(
            "$replaceRoot", ExtendedJson.ParseLenientValue("{ newRoot: '$full' }"), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        BsonDocument[] given = new BsonDocument[20];
        for (var i = 0; i < given.Length; i++)
        {
            var full = new BsonDocumentBuilder { { "n", i }, { "t", new string('x', i) } }.ToDocument();
            given[i] = i % 5 == 3
                ? new BsonDocumentBuilder { { "full", full }, { "at", i } }.ToDocument()
                : new BsonDocumentBuilder { { "at", new string('y', 20 - i) }, { "full", full } }.ToDocument();
        }

        given[18] = new BsonDocumentBuilder { { "at", "" }, { "full", 5 } }.ToDocument();
        var documents = RunDocuments.Join(given, out var buffer);
        byte[][] expected = Array.ConvertAll(
            documents, document => Alone(transform, compiled, context, buffer, document) ?? []);
        var output = new BsonWriter();
        var made = new DocumentSlice[documents.Length];

        Assert.True(run.FindsParts);
        Assert.Equal(18, run.Apply(context, buffer, documents, output, made));
        Assert.Equal(0, output.Position);
        Assert.Equal(
            expected[..18],
            Array.ConvertAll(made[..18], slice => buffer.AsSpan(slice.Offset, slice.Length).ToArray()));
        Assert.Empty(expected[18]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(500)]
    public void Documents_are_patched_whatever_stands_between_them(int gapBytes)
    {
        var compiled = new CompileContext();
        var transform = TransformCompiler.Compile(
            "$set",
            ExtendedJson.ParseLenientValue("{ n: { $multiply: ['$n', 2] }, d: { $add: ['$d', 0.5] } }"),
            compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        var buffer = new byte[64 * 1024];
        Array.Fill(buffer, (byte)0x7F);
        var documents = new DocumentSlice[20];
        var end = 0;
        for (var i = 0; i < documents.Length; i++)
        {
            // The first ones stand in reverse order.
            var place = i < 6 ? 50_000 - (i * 300) : end;
            var bytes = new BsonDocumentBuilder { { "n", i }, { "t", new string('x', i) }, { "d", i + 0.25 } }
                .ToDocument().Span;
            bytes.CopyTo(buffer.AsSpan(place));
            documents[i] = new DocumentSlice(place, bytes.Length);
            end = i < 6 ? 0 : place + bytes.Length + gapBytes;
        }

        byte[][] expected = Array.ConvertAll(
            documents, document => Alone(transform, compiled, context, buffer, document) ?? []);
        var output = new BsonWriter();
        var made = new DocumentSlice[documents.Length];

        Assert.Equal(documents.Length, run.Apply(context, buffer, documents, output, made));
        Assert.Equal(
            expected, Array.ConvertAll(made, slice => output.Written.Slice(slice.Offset, slice.Length).ToArray()));
    }

    private static (string Name, BsonValue Argument) Stage(Random random)
    {
        var name = random.Next(4) switch { 0 => "$set", 1 => "$unset", _ => "$project" };
        var chosen = random.GetItems(Names, 4).Distinct().ToArray();
        if (name == "$unset")
        {
            return (name, chosen[0]);
        }

        var drops = name == "$project" && random.Next(4) == 0;
        var fields = chosen.Select((field, index) => $"'{field}': " + (
            drops ? "0" : name == "$project" && index < 2 ? "1" : Value(random)));
        return (name, ExtendedJson.ParseLenientValue($"{{ {string.Join(", ", fields)} }}"));
    }

    // A number alone says in a projection that the field is kept.
    private static string Value(Random random)
    {
        var value = Pick(random);
        return random.Next(2) == 0 || !value.StartsWith('{') ? $"{{ $ifNull: [{value}, {Pick(random)}] }}" : value;
    }

    private static string Pick(Random random) => Values[random.Next(Values.Length)];

    private static byte[]? Alone(
        DocumentTransform transform,
        CompileContext compiled,
        EvaluationContext context,
        byte[] buffer,
        DocumentSlice document)
    {
        context.Begin(buffer, document.Offset, document.Length);
        compiled.Fields.Read(context);
        var writer = new BsonWriter();
        try
        {
            if (transform.TryForward(context, out var same))
            {
                return same.Span.ToArray();
            }

            transform.Apply(context, writer);
            return writer.Written.ToArray();
        }
        catch (EvaluationException)
        {
            return null;
        }
    }
}
