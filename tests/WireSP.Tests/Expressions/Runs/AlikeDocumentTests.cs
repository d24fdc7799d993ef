using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Runs;

/// <summary>
/// Documents of one shape go through one written loop, which checks nothing but what it was written to check. What it
/// makes is held against each document in a buffer of its own and in a context that has met no other one.
/// </summary>
public class AlikeDocumentTests
{
    private const byte Untouched = 0xA5;
    private const string Malformed = "malformed";

    private static readonly string[] Numbers =
    [
        "'$i'", "'$l'", "'$d'", "'$j'", "'$o.i'", "'$o.p.l'", "'$o.d'", "1", "-7", "{ $numberLong: '5000000000' }",
        "{ $numberLong: '9223372036854775807' }", "0.5", "{ $numberDouble: 'NaN' }",
    ];

    // Not one of them has to be looked at or looked up.
    private static readonly string[] Others =
    [
        "'$at'", "'$s'", "'$u'", "'$é'", "'$o.s'", "'$o.p.s'", "'$none'", "'$o.none'", "null", "{ $literal: true }",
        "{ $date: '2020-01-01T00:00:00Z' }", "'$n'",
    ];

    private static readonly string[] Derived =
    [
        "{ $toLower: '$s' }", "{ $concat: ['<', '$u', '>'] }", "{ $hour: '$at' }", "{ $gt: ['$i', 5] }", "'text'",
        "{ $cond: [{ $lt: ['$l', '$i'] }, '$s', null] }", "'$b'", "'$o.p'", "{ $size: { $split: ['$s', 'a'] } }",
    ];

    private static readonly string[] Operators = ["$add", "$subtract", "$multiply", "$mod", "$divide"];

    private static readonly string[] Targets =
        ["i", "l", "d", "at", "s", "o", "n", "new", "o.i", "o.new", "o.p.l", "a new name past thirty-two bytes"];

    [Fact]
    public void Damaged_documents_among_alike_ones_are_made_as_each_is_made_alone() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var alike = new AlikeDocuments(random);
        var compiled = new CompileContext { Fields = { CodeAfter = 0 } };
        var (name, argument) = Stage(random);
        var transform = TransformCompiler.Compile(name, ExtendedJson.ParseLenientValue(argument), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var run = transform.CreateRun(compiled.Fields);
        for (var batch = 0; batch < 4; batch++)
        {
            var documents = alike.Damaged(150, batch == 0 ? 0 : random.Next(4), out var buffer);
            var expected = Array.ConvertAll(documents, document => MadeAlone(transform, compiled, buffer, document));
            Assert.Equal(expected, MadeTogether(transform, run, compiled, context, buffer, documents), IsSame);
        }
    });

    [Fact]
    public void Damaged_documents_among_alike_ones_are_read_as_each_is_read_alone() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var alike = new AlikeDocuments(random);
        var compiled = new CompileContext { Fields = { CodeAfter = 0 } };
        RunInput[] inputs = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Input(random, compiled))];
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        var reader = new RunReader(compiled.Fields, inputs);
        for (var batch = 0; batch < 4; batch++)
        {
            var documents = alike.Damaged(150, batch == 0 ? 0 : random.Next(4), out var buffer);
            var expected = Array.ConvertAll(documents, document => ReadAlone(inputs, compiled, buffer, document));
            Assert.Equal(expected, ReadTogether(reader, inputs, compiled, context, buffer, documents));
        }
    });

    // Which NaN an operator gives of two is for the processor and the compiler to say.
    private static bool IsSame(string expected, string found) => expected == found
        || (expected.Length == found.Length
            && Outcome(() => Formatted(expected)) is not Malformed and var text
            && text == Outcome(() => Formatted(found)));

    private static string Formatted(string hex) =>
        ExtendedJson.Format(new BsonDocument(Convert.FromHexString(hex)), ExtendedJsonOptions.Canonical);

    private static string[] MadeTogether(
        DocumentTransform transform,
        TransformRun run,
        CompileContext compiled,
        EvaluationContext context,
        byte[] buffer,
        DocumentSlice[] documents)
    {
        List<string> found = [];
        var made = new DocumentSlice[RunReader.DocumentsMax + 1];
        while (found.Count < documents.Length)
        {
            var given = documents.AsSpan(found.Count);
            made[^1] = new DocumentSlice(-1, -1);

            // In turn one that has no more room than is asked for, and one that has marks behind all that may be used.
            var output = new BsonWriter(1);
            var limit = found.Count % 2 == 0 ? int.MaxValue : MarkRoom(transform, context, output, given);
            var count = run.CanApply(context) ? run.Apply(context, buffer, given, output, made) : 0;
            foreach (var (offset, length) in made.AsSpan(0, count))
            {
                found.Add(Convert.ToHexString(output.Buffer.AsSpan(offset, length)));
            }

            Assert.Equal(new DocumentSlice(-1, -1), made[^1]);
            AssertRoomIsKept(output, limit, count, isPatched: HasPatches(transform, context));
            if (found.Count < documents.Length)
            {
                found.Add(Made(transform, compiled, context, buffer, documents[found.Count]));
            }
        }

        return [.. found];
    }

    private static bool HasPatches(DocumentTransform transform, EvaluationContext context) =>
        context.Shape is { } shape && transform.LayoutFor(shape) is { Patches: not null };

    private static void AssertRoomIsKept(BsonWriter output, int limit, int count, bool isPatched)
    {
        if (limit < int.MaxValue)
        {
            Assert.Equal(-1, output.Buffer.AsSpan(limit).IndexOfAnyExcept(Untouched));
        }
        else if (count > 0 && !isPatched)
        {
            Assert.InRange(output.Position, 0, output.Buffer.Length - JoinCode.SlackBytes);
        }
    }

    // All that comes after the most that may be written gets a value of its own.
    private static int MarkRoom(
        DocumentTransform transform, EvaluationContext context, BsonWriter output, ReadOnlySpan<DocumentSlice> given)
    {
        var room = 0;
        if (context.Shape is not null && context.Reader is { } reader)
        {
            foreach (var shape in reader.Shapes)
            {
                if (shape is not null && transform.LayoutFor(shape) is { } layout)
                {
                    room = Math.Max(room, RoomFor(layout, given));
                }
            }
        }

        room += JoinCode.SlackBytes;
        output.GetSpan(room + 4096).Fill(Untouched);
        return room;
    }

    private static int RoomFor(RunLayout layout, ReadOnlySpan<DocumentSlice> given)
    {
        var room = 0;
        foreach (var document in given[..Math.Min(given.Length, RunReader.DocumentsMax)])
        {
            // A made text is as long as a text of the document and what is put around it.
            room += layout.ExtraBytes + document.Length + (layout.Texts.Length * (document.Length + 10));
        }

        return room;
    }

    private static string MadeAlone(
        DocumentTransform transform, CompileContext compiled, byte[] buffer, DocumentSlice document) => Made(
            transform,
            compiled,
            compiled.CreateEvaluationContext(TimeProvider.System),
            buffer.AsSpan(document.Offset, document.Length).ToArray(),
            document with { Offset = 0 });

    private static string Made(
        DocumentTransform transform,
        CompileContext compiled,
        EvaluationContext context,
        byte[] buffer,
        DocumentSlice document) => Outcome(() =>
        {
            context.Begin(buffer, document.Offset, document.Length);
            compiled.Fields.Read(context);
            if (transform.TryForward(context, out var same))
            {
                return Convert.ToHexString(same.Span);
            }

            var writer = new BsonWriter();
            transform.Apply(context, writer);
            return Convert.ToHexString(writer.Written);
        });

    private static string[] ReadTogether(
        RunReader reader,
        RunInput[] inputs,
        CompileContext compiled,
        EvaluationContext context,
        byte[] buffer,
        DocumentSlice[] documents)
    {
        List<string> found = [];
        while (found.Count < documents.Length)
        {
            var count = reader.CanRead(context) ? reader.Read(context, buffer, documents.AsSpan(found.Count)) : 0;
            for (var row = 0; row < count; row++)
            {
                found.Add(string.Join(", ", inputs.Select((_, i) => Text(reader[i], row, buffer))));
            }

            if (found.Count < documents.Length)
            {
                found.Add(Read(inputs, compiled, context, buffer, documents[found.Count]));
            }
        }

        return [.. found];
    }

    private static string ReadAlone(
        RunInput[] inputs, CompileContext compiled, byte[] buffer, DocumentSlice document) => Read(
            inputs,
            compiled,
            compiled.CreateEvaluationContext(TimeProvider.System),
            buffer.AsSpan(document.Offset, document.Length).ToArray(),
            document with { Offset = 0 });

    private static string Read(
        RunInput[] inputs,
        CompileContext compiled,
        EvaluationContext context,
        byte[] buffer,
        DocumentSlice document) => Outcome(() =>
        {
            context.Begin(buffer, document.Offset, document.Length);
            compiled.Fields.Read(context);
            return string.Join(", ", inputs.Select(input => Text(input.Expression.Evaluate(context))));
        });

    private static string Text(RunColumn column, int row, byte[] buffer)
    {
        var payload = column.Payloads[row];
        return (column.Type ?? column.Types[row]) switch
        {
            BsonType.String => Text(BsonValue.FromTextUtf8(
                BsonType.String, buffer, (int)(payload >> 32), (int)payload)),
            var type => Text(BsonValue.FromPayload(type, payload)),
        };
    }

    private static string Text(BsonValue value) => value.Type switch
    {
        BsonType.Missing or BsonType.Null => $"{value.Type}",
        BsonType.String => $"String {Convert.ToHexString(value.Bytes)}",
        BsonType.Double when double.IsNaN(value.AsDouble) => "NaN",
        var type => $"{type} {value.Payload:X}",
    };

    // A malformed document says where in its buffer, which is not the same one.
    private static string Outcome(Func<string> give)
    {
        try
        {
            return give();
        }
        catch (EvaluationException failure)
        {
            return $"{failure.Code}: {failure.Message}";
        }
        catch (BsonFormatException)
        {
            return Malformed;
        }
    }

    private static (string Name, string Argument) Stage(Random random)
    {
        var name = random.GetItems(["$set", "$addFields", "$project", "$project", "$unset"], 1)[0];
        var targets = random.GetItems(Targets, random.Next(1, 4)).DistinctBy(target => target.Split('.')[0]).ToArray();
        if (name == "$unset")
        {
            return (name, $"[{string.Join(", ", targets.Select(target => $"'{target}'"))}]");
        }

        var drops = name == "$project" && random.Next(5) == 0;
        var derives = random.Next(4) == 0;
        var fields = targets.Select((target, i) => $"'{target}': " + (
            drops ? "0" : name == "$project" && (i == 0 || random.Next(3) == 0) ? "1" : Value(random, derives)));
        return (name, $"{{ {string.Join(", ", fields)} }}");
    }

    // A number alone says in a projection that the field is kept.
    private static string Value(Random random, bool derives) => random.Next(derives ? 4 : 3) switch
    {
        0 => $"{{ $literal: {random.GetItems(["7", "null", "0.25", "{ $numberLong: '8' }"], 1)[0]} }}",
        1 => random.GetItems(Others, 1)[0],
        2 => Arithmetic(random, depth: random.Next(1, 3)),
        _ => random.GetItems(Derived, 1)[0],
    };

    private static string Arithmetic(Random random, int depth) => depth == 0
        ? random.GetItems(Numbers, 1)[0]
        : $"{{ {random.GetItems(Operators, 1)[0]}: [{Arithmetic(random, depth - 1)}, "
            + $"{Arithmetic(random, random.Next(depth))}] }}";

    private static RunInput Input(Random random, CompileContext compiled)
    {
        var (text, kind) = random.Next(9) switch
        {
            0 => ("'$at'", RunInputKind.Time),
            1 => ("{ $toDate: '$l' }", RunInputKind.Time),
            2 => (random.GetItems(["'$s'", "'$o.p.s'", "'$i'", "'$at'", "'$none'", "'$n'"], 1)[0], RunInputKind.Key),
            3 => ($"{{ $gt: [{Arithmetic(random, 1)}, 3] }}", RunInputKind.Condition),
            4 => ("{ $eq: ['$s', 'aaa'] }", RunInputKind.Condition),
            5 => (random.GetItems(["{ $hour: '$at' }", "{ $cond: [{ $lt: ['$i', 5] }, 1, 0] }"], 1)[0],
                RunInputKind.Number),
            6 => ("{ $dateFromString: { dateString: '$é' } }", RunInputKind.Time),
            _ => (Arithmetic(random, random.Next(3)), RunInputKind.Number),
        };
        return new RunInput(ExpressionCompiler.Compile(ExtendedJson.ParseLenientValue(text), compiled), kind);
    }
}
