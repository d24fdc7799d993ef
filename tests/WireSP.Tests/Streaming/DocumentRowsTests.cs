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
}
