using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Tests.Expressions.Runs;

public class JoinCodeTests
{
    // The first document tells the code how long its pieces are.
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(500)]
    public void Pieces_may_be_far_longer_and_shorter_than_expected(int expectedLength)
    {
        var lengths = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? expectedLength : i * 37);
        var (expected, made) = Project(lengths, "{ a: 1, t: 1, z: 1, twice: { $multiply: ['$n', 2] } }");

        Assert.Equal(expected, made);
    }

    [Fact]
    public void Computed_values_of_each_type_are_written()
    {
        var (expected, made) = Project(
            Enumerable.Range(0, 60),
            "{ t: 1, i: { $add: ['$n', 1] }, d: { $multiply: ['$n', 0.5] }, b: { $gt: ['$n', 5] }, "
                + "'a name past sixteen bytes': '$n', x: { $concat: ['<', '$t', '>'] }, none: { $literal: null } }");

        Assert.Equal(expected, made);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(200)]
    public void Texts_of_documents_texts_that_were_made_and_none_stand_side_by_side(int length)
    {
        const string Text = "{ $switch: { branches: ["
            + "{ case: { $eq: [{ $mod: ['$n', 5] }, 0] }, then: { $toLower: '$z' } }, "
            + "{ case: { $eq: [{ $mod: ['$n', 5] }, 1] }, then: 'made' }, "
            + "{ case: { $eq: [{ $mod: ['$n', 5] }, 2] }, then: null }, "
            + "{ case: { $eq: [{ $mod: ['$n', 5] }, 3] }, then: { $concat: ['<', '$t', '>'] } }], "
            + "default: { $arrayElemAt: [{ $split: ['$t', '-'] }, { $literal: 0 }] } } }";
        var (expected, made) = Project(
            Enumerable.Range(0, 60).Select(i => length + (i % 2)), $"{{ a: 1, x: {Text}, y: 1, again: {Text} }}");

        Assert.Equal(expected, made);
        Assert.Equal("tttt"[..Math.Min(4, length)], new BsonDocument(made[4])["x"].AsString[..Math.Min(4, length)]);
    }

    [Fact]
    public void Layouts_with_names_of_thousands_of_bytes_are_made_without_code()
    {
        var name = new string('n', 3000);
        var (expected, made) = Project(Enumerable.Range(0, 60), $"{{ t: 1, {name}: '$n' }}");

        Assert.Equal(expected, made);
    }

    [Fact]
    public void Nothing_is_written_past_the_room_for_what_was_made()
    {
        var given = Enumerable.Range(0, 60)
            .Select(i => new BsonDocumentBuilder { { "a", i }, { "b", "x" } }.ToDocument());
        var documents = RunDocuments.Join([.. given], out var buffer);

        _ = Assert.Throws<ArgumentOutOfRangeException>(
            () => Run(buffer, documents, "{ a: 1, c: { $add: ['$a', 1] } }", codeAfter: 0, room: 10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Long_documents_are_made_in_parts_up_to_one_that_would_be_too_long(int codeAfter)
    {
        int[] lengths = [10, 400_000, 400_000, 10, 700_000, 1_200_000, 10, 9_000_000, 10];
        var given = Array.ConvertAll(
            lengths, length => new BsonDocumentBuilder { { "a", 1 }, { "t", new string('t', length) } }.ToDocument());
        var documents = RunDocuments.Join(given, out var buffer);
        var compiled = new CompileContext { Fields = { CodeAfter = codeAfter } };
        var transform = TransformCompiler.Compile(
            "$project", ExtendedJson.ParseLenientValue("{ a: 1, t: 1, again: '$t' }"), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(buffer, documents[0].Offset, documents[0].Length);
        compiled.Fields.Read(context);
        var run = transform.CreateRun(compiled.Fields);
        var output = new BsonWriter();
        var made = new DocumentSlice[lengths.Length];
        var done = 0;
        while (run.Apply(context, buffer, documents.AsSpan(done), output, made.AsSpan(done)) is > 0 and var some)
        {
            done += some;
        }

        Assert.Equal(7, done);
        Assert.Equal(
            lengths[..7],
            made[..7].Select(slice =>
                new BsonDocument(output.Written.Slice(slice.Offset, slice.Length).ToArray())["again"].AsString.Length));
    }

    private static (byte[][] Expected, byte[][] Made) Project(IEnumerable<int> lengths, string projection)
    {
        var given = lengths.Select((length, index) => new BsonDocumentBuilder
        {
            { "a", "x" },
            { "n", index },
            { "t", new string('t', length) },
            { "y", true },
            { "z", new string('z', length % 50) },
        }.ToDocument()).ToArray();
        var documents = RunDocuments.Join(given, out var buffer);
        return (Run(buffer, documents, projection, int.MaxValue), Run(buffer, documents, projection, codeAfter: 0));
    }

    private static byte[][] Run(
        byte[] buffer, DocumentSlice[] documents, string projection, int codeAfter, int room = 60)
    {
        var compiled = new CompileContext { Fields = { CodeAfter = codeAfter } };
        var transform = TransformCompiler.Compile("$project", ExtendedJson.ParseLenientValue(projection), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(buffer, documents[0].Offset, documents[0].Length);
        compiled.Fields.Read(context);
        var output = new BsonWriter();
        var made = new DocumentSlice[room];

        Assert.Equal(
            documents.Length,
            transform.CreateRun(compiled.Fields).Apply(context, buffer, documents, output, made));
        return Array.ConvertAll(made, slice => output.Written.Slice(slice.Offset, slice.Length).ToArray());
    }
}
