using WireSP.Bson;

namespace WireSP.Tests.Bson;

public class BsonColumnTests
{
    [Theory]
    [InlineData(new long[] { 7 }, 12)]
    [InlineData(new long[] { 7, 7, 7 }, 12)]
    [InlineData(new long[] { 0, 255 }, 14)]
    [InlineData(new long[] { -1, 255 }, 16)]
    [InlineData(new long[] { 1_000_000_000_000, 1_000_000_065_535 }, 16)]
    [InlineData(new long[] { -65_536, 0 }, 20)]
    [InlineData(new long[] { uint.MinValue, uint.MaxValue }, 20)]
    [InlineData(new long[] { 0, 1L << 32 }, 28)]
    [InlineData(new long[] { long.MaxValue, long.MinValue, 0 }, 36)]
    public void Numbers_take_the_bytes_of_their_differences(long[] numbers, int lengthBytes)
    {
        var column = Write(writer => BsonColumn.WriteScalars(writer, BsonType.Int64, numbers));
        var read = new long[numbers.Length];
        var reader = new BsonColumnReader(column);

        Assert.Equal(lengthBytes, column.AsBinary.Length);
        Assert.True(reader.TryReadScalars(read, out var type));
        Assert.Equal(BsonType.Int64, type);
        Assert.Equal(numbers, read);
        Assert.Equal(Bytes(numbers.Select(BsonValue.FromInt64)), Bytes(Rows(column)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(60_000)]
    [InlineData(1L << 30)]
    [InlineData(1L << 50)]
    [InlineData(long.MaxValue)]
    public void Columns_of_any_length_come_back_with_the_least_and_the_greatest_anywhere(long spread)
    {
        var random = new Random(1);
        for (var rows = 1; rows <= BsonColumn.RowsMax; rows += 17)
        {
            var numbers = new long[rows];
            for (var i = 0; i < rows; i++)
            {
                numbers[i] = random.NextInt64(spread) - (spread / 2);
            }

            numbers[random.Next(rows)] = -spread;
            numbers[random.Next(rows)] = spread;
            var read = new long[rows];
            var column = Write(writer => BsonColumn.WriteScalars(writer, BsonType.Int64, numbers));

            Assert.True(new BsonColumnReader(column).TryReadScalars(read, out _));
            Assert.Equal(numbers, read);
        }
    }

    [Theory]
    [InlineData("[ 1, 2, 3 ]", BsonType.Binary)]
    [InlineData("[ 1.5, -0.0, { $numberDouble: 'NaN' } ]", BsonType.Binary)]
    [InlineData("[ { $date: 0 }, { $date: 86400000 } ]", BsonType.Binary)]
    [InlineData("[ { $numberLong: '1' }, { $numberLong: '-9223372036854775808' } ]", BsonType.Binary)]
    [InlineData("[ 1, 2.5 ]", BsonType.Document)]
    [InlineData("[ 1, { $numberLong: '1' } ]", BsonType.Document)]
    [InlineData("[ 'a', null, { a: [ 1 ] } ]", BsonType.Document)]
    [InlineData("[ null, null ]", BsonType.Document)]
    [InlineData("[ ]", BsonType.Document)]
    public void Values_come_back_as_they_are(string array, BsonType written)
    {
        var values = ExtendedJson.ParseLenient($"{{ a: {array} }}")["a"].AsArray;
        var column = Write(writer =>
        {
            var start = BsonColumn.BeginValues(writer);
            foreach (var value in values)
            {
                writer.WriteValue([], value);
            }

            BsonColumn.EndValues(writer, start);
        });

        Assert.Equal(written, column.Type);
        Assert.Equal(Bytes([.. values]), Bytes(Rows(column)));
    }

    [Fact]
    public void A_column_has_no_more_rows_than_it_says()
    {
        var column = Write(writer => BsonColumn.WriteScalars(writer, BsonType.Int32, [1, 2]));

        Assert.Throws<BsonFormatException>(() => Take(column, 3));
        Assert.Throws<BsonFormatException>(() => Take(BsonValue.FromDocument(BsonDocument.Empty), 1));
    }

    [Fact]
    public void What_is_no_column_is_refused()
    {
        var packed = Write(writer => BsonColumn.WriteScalars(writer, BsonType.Int32, [1, 200])).AsBinary.ToArray();
        byte[] otherWidth = [.. packed];
        otherWidth[1] = 3;

        Assert.Throws<BsonFormatException>(() => Take(BsonValue.FromInt32(5), 1));
        Assert.Throws<BsonFormatException>(() => Take(BsonValue.FromBinary(packed, subtype: 0), 1));
        Assert.Throws<BsonFormatException>(() => Take(BsonValue.FromBinary(packed.AsSpan(0, 11), 0x80), 1));
        Assert.Throws<BsonFormatException>(() => Take(BsonValue.FromBinary(packed.AsSpan(0, 13), 0x80), 1));
        Assert.Throws<BsonFormatException>(() => Take(BsonValue.FromBinary(otherWidth, 0x80), 1));
    }

    private static byte[] Bytes(IEnumerable<BsonValue> values)
    {
        var writer = new BsonWriter();
        foreach (var value in values)
        {
            writer.WriteValue([], value);
        }

        return writer.Written.ToArray();
    }

    private static BsonValue Write(Action<BsonWriter> write)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        write(writer);
        writer.End(start);
        return writer.ToDocument()[""];
    }

    private static List<BsonValue> Rows(BsonValue column) => Take(column, new BsonColumnReader(column).Rows);

    private static List<BsonValue> Take(BsonValue column, int count)
    {
        var reader = new BsonColumnReader(column);
        List<BsonValue> rows = [];
        for (var i = 0; i < count; i++)
        {
            rows.Add(reader.Next());
        }

        return rows;
    }
}
