using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit;

namespace WireSP.Tests.Streaming.Checkpoints;

public class CheckpointFormatTests
{
    private static readonly CheckpointContent Content = new(
        ExtendedJson.ParseLenient("{ state: { window: '$tumblingWindow' } }"),
        ExtendedJson.ParseLenient("{ orders: { '0': { $numberLong: '42' } } }"),
        ExtendedJson.ParseLenient("{ source: { orders: { '0': { $numberLong: '40' } } } }"),
        ExtendedJson.ParseLenient("{ lastInput: { $numberLong: '7' }, operators: [] }"))
    {
        Segments = [new StateSegment(41, 0, 1_048_600, 0xFFEEDDCC), new StateSegment(42, 5_000_000_000, 77, 7)],
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = CheckpointFormat.Decode(CheckpointFormat.Encode(Content));
        var bare = CheckpointFormat.Decode(
            CheckpointFormat.Encode(new CheckpointContent(BsonDocument.Empty, null, null, null)));

        AssertSame(Content, read);
        Assert.True(bare is { Position: null, Recompute: null, State: null });
    }

    [Theory]
    [InlineData("v1-state.hex", 0)]
    [InlineData("v2-state.hex", 2)]
    [InlineData("v3-state.hex", 2)]
    public void Every_version_that_was_ever_written_is_read(string file, int segments) => AssertSame(
        Content with { Segments = [.. Content.Segments.Take(segments)] },
        CheckpointFormat.Decode(Convert.FromHexString(
            File.ReadAllText(Repository.PathTo($"tests/WireSP.Tests/Streaming/Checkpoints/golden/{file}")).Trim())));

    [Fact]
    public void This_release_writes_the_golden_file_of_its_version()
    {
        var written = Convert.ToHexString(CheckpointFormat.Encode(Content));
        var file = Repository.PathTo(
            $"tests/WireSP.Tests/Streaming/Checkpoints/golden/v{CheckpointFormat.Version}-state.hex");
        if (Environment.GetEnvironmentVariable("WIRESP_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(file, written + "\n");
        }

        Assert.Equal(File.ReadAllText(file).Trim(), written);
    }

    [Fact]
    public void Any_flipped_bit_is_noticed()
    {
        var whole = CheckpointFormat.Encode(Content);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(Assert.Throws<CheckpointFormatException>(() => CheckpointFormat.Decode(damaged)).IsNewer);
        }
    }

    [Fact]
    public void Any_cut_any_addition_and_zeroes_are_noticed()
    {
        var whole = CheckpointFormat.Encode(Content);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<CheckpointFormatException>(() => CheckpointFormat.Decode(whole[..length]));
        }

        Assert.Throws<CheckpointFormatException>(() => CheckpointFormat.Decode([.. whole, 0]));
        Assert.Throws<CheckpointFormatException>(() => CheckpointFormat.Decode(new byte[whole.Length]));
    }

    [Fact]
    public void A_newer_version_is_told_apart_from_damage_and_both_versions_are_named()
    {
        var newer = OfVersion(CheckpointFormat.Version + 1);

        var failure = Assert.Throws<CheckpointFormatException>(() => CheckpointFormat.Decode(newer));

        Assert.True(failure.IsNewer);
        Assert.Equal("it has format version 4 and this release reads up to version 3", failure.Message);
    }

    /// <summary>A whole checkpoint that says it has a version.</summary>
    internal static byte[] OfVersion(int version)
    {
        var bytes = CheckpointFormat.Encode(Content);
        bytes[4] = (byte)version;
        BitConverter.TryWriteBytes(bytes.AsSpan(12), Crc32C.Compute(bytes.AsSpan(0, 12)));
        return bytes;
    }

    private static void AssertSame(CheckpointContent expected, CheckpointContent actual)
    {
        Assert.True(expected.Definition.Span.SequenceEqual(actual.Definition.Span));
        Assert.True(expected.Position!.Value.Span.SequenceEqual(actual.Position!.Value.Span));
        Assert.True(expected.Recompute!.Value.Span.SequenceEqual(actual.Recompute!.Value.Span));
        Assert.True(expected.State!.Value.Span.SequenceEqual(actual.State!.Value.Span));
        Assert.Equal(expected.Segments, actual.Segments);
    }
}
