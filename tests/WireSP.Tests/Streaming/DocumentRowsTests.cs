using WireSP.Bson;
using WireSP.Expressions.Transforms;
using WireSP.Streaming;

namespace WireSP.Tests.Streaming;

public sealed class DocumentRowsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 64)]
    [InlineData(17, 16)]
    [InlineData(3, 200)]
    public void Rows_made_together_keep_the_time_and_origin_of_those_they_were_made_of(int before, int count)
    {
        var origins = new OriginTable();
        var body = new BsonDocumentBuilder { { "n", 1 } }.ToDocument();
        var given = new DocumentRows();
        for (var i = 0; i < before + count; i++)
        {
            var number = origins.Add(new DocumentOrigin(null, i % 3, i, 0, default));
            given.Add(body, i * 10, i % 2 == 0 ? origins : null, number);
        }

        var buffer = new byte[4096];
        var made = new DocumentRows();
        for (var i = 0; i < before; i++)
        {
            made.AddFrom(given, i);
        }

        var bodies = new DocumentSlice[count];
        for (var i = 0; i < count; i++)
        {
            bodies[i] = new DocumentSlice(i * 20, 5 + (i % 7));
        }

        made.AddMade(given, before, buffer, bodies);

        Assert.Equal(before + count, made.Count);
        Assert.Equal(made.Sum(document => (long)document.Body.Length), made.Bytes);
        for (var i = 0; i < count; i++)
        {
            var (expected, found) = (given[before + i], made[before + i]);
            Assert.Equal(bodies[i], new DocumentSlice(found.Body.Offset, found.Body.Length));
            Assert.Same(buffer, found.Body.Buffer);
            Assert.Equal((expected.EventTimeMs, expected.Origin), (found.EventTimeMs, found.Origin));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(200)]
    public void Chosen_rows_are_added_as_they_are_and_no_others(int count)
    {
        var given = Rows(count, new OriginTable(), new byte[4096], new byte[4096]);
        var chosen = new long[count];
        for (var i = 0; i < count; i++)
        {
            // A boolean of a document may be any byte but zero.
            chosen[i] = i % 3 == 0 ? 0 : i % 3 * 7;
        }

        var made = new DocumentRows();
        made.AddChosen(given, 0, chosen);

        var expected = given.Where((_, i) => i % 3 != 0).ToArray();
        Assert.Equal(expected.Length, made.Count);
        Assert.Equal(expected.Sum(document => (long)document.Body.Length), made.Bytes);
        for (var i = 0; i < expected.Length; i++)
        {
            AssertSame(expected[i], made[i]);
        }
    }

    [Fact]
    public void Slices_are_told_as_long_as_they_share_a_buffer()
    {
        byte[][] buffers = [new byte[4096], new byte[4096]];
        var rows = new DocumentRows();
        for (var i = 0; i < 40; i++)
        {
            // Of one buffer, but with two tables; then of another one.
            var body = BsonDocument.FromTrusted(buffers[i < 30 ? 0 : 1], i * 10, 5);
            rows.Add(body, 0, i % 2 == 0 ? new OriginTable() : null, 0);
        }

        Assert.Equal(
            [.. Enumerable.Range(10, 20).Select(i => new DocumentSlice(i * 10, 5))],
            rows.SlicesFrom(10, 64, out var buffer).ToArray());
        Assert.Same(buffers[0], buffer);
        Assert.Equal(3, rows.SlicesFrom(10, 3, out _).Length);
        Assert.Equal(10, rows.SlicesFrom(30, 64, out buffer).Length);
        Assert.Same(buffers[1], buffer);
        Assert.Equal(0, rows.SlicesFrom(40, 64, out _).Length);
    }

    [Fact]
    public void Rows_that_were_filled_anew_are_not_taken_for_what_they_were()
    {
        var made = new DocumentRows();
        var given = Rows(1, new OriginTable(), new byte[64], new byte[64]);
        made.AddFrom(given, 0);
        given.Clear();
        var (origins, buffer) = (new OriginTable(), new byte[64]);
        var number = origins.Add(new DocumentOrigin(null, 9, 9, 0, default));
        given.Add(BsonDocument.FromTrusted(buffer, 3, 5), 1, origins, number);
        made.AddFrom(given, 0);

        AssertSame(given[0], made[1]);
        Assert.Equal(9, made[1].Origin.Partition);
    }

    [Fact]
    public void A_row_that_is_not_there_cannot_be_read()
    {
        var rows = Rows(3, new OriginTable(), new byte[64], new byte[64]);

        Assert.Throws<ArgumentOutOfRangeException>(() => rows[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.BodyOf(-1));
        rows.Clear();
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.BodyOf(0));
    }

    private static DocumentRows Rows(int count, OriginTable origins, params byte[][] buffers)
    {
        var rows = new DocumentRows();
        for (var i = 0; i < count; i++)
        {
            var number = origins.Add(new DocumentOrigin(null, i % 3, i, 0, default));
            var body = BsonDocument.FromTrusted(buffers[i / 10 % buffers.Length], i * 3, 5 + (i % 4));
            rows.Add(body, i * 10, i % 7 == 0 ? null : origins, number);
        }

        return rows;
    }

    private static void AssertSame(in StreamDocument expected, in StreamDocument found)
    {
        Assert.Same(expected.Body.Buffer, found.Body.Buffer);
        Assert.Equal((expected.Body.Offset, expected.Body.Length), (found.Body.Offset, found.Body.Length));
        Assert.Equal((expected.EventTimeMs, expected.Origin), (found.EventTimeMs, found.Origin));
    }
}
