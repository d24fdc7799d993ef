using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

/// <summary>Groups as each version of the checkpoints' format has them: all of them are read.</summary>
public class WrittenGroupsTests
{
    private const int Keys = 150;

    private const string Pipeline =
        "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: [{ $group: { "
        + "_id: '$k', n: { $count: {} }, total: { $sum: '$a' }, mean: { $avg: '$d' }, mixed: { $sum: '$m' }, "
        + "most: { $max: '$s' }, first: { $first: '$a' }, all: { $push: '$a' }, set: { $addToSet: '$s' } } }] } }]";

    [Theory]
    [InlineData("v2-groups.hex")]
    [InlineData("v3-groups.hex")]
    public void Every_version_that_was_ever_written_is_read(string file)
    {
        var parts = File.ReadAllLines(PathTo(file)).Select(line => new BsonDocument(Convert.FromHexString(line)));
        var restored = new PipelineHarness(Pipeline);
        restored.Chain.Restore(parts.First(), new StateReader([.. parts.Skip(1)]));
        var fed = new PipelineHarness(Pipeline);
        Feed(fed);

        Assert.Equal(Results(fed), Results(restored));
    }

    [Fact]
    public void This_release_writes_the_golden_file_of_its_version()
    {
        var harness = new PipelineHarness(Pipeline);
        Feed(harness);
        var pack = new CheckpointPack(1);
        var state = harness.Chain.Freeze()(pack);
        pack.Complete();
        var bytes = pack.ToArray();
        string[] written =
        [
            Convert.ToHexString(state.Span),
            .. pack.Segments.Select(part => Convert.ToHexString(bytes.AsSpan((int)part.Offset, part.Length))),
        ];
        var file = PathTo($"v{CheckpointFormat.Version}-groups.hex");
        if (Environment.GetEnvironmentVariable("WIRESP_WRITE_REFERENCE") == "1")
        {
            File.WriteAllLines(file, written);
        }

        Assert.Equal(File.ReadAllLines(file), written);
    }

    private static string PathTo(string file) =>
        Repository.PathTo($"tests/WireSP.Tests/Streaming/Checkpoints/golden/{file}");

    // Keys of several types, sums that stay whole and sums that do not.
    private static void Feed(PipelineHarness harness)
    {
        for (var i = 0; i < Keys; i++)
        {
            var key = (i % 30) switch
            {
                27 => $"'text {i}'",
                28 => $"{{ a: {i} }}",
                29 => $"{i}.5",
                _ => $"{{ $numberLong: '{i * 1000}' }}",
            };
            var mixed = (i % 3) switch
            {
                0 => $"{i}",
                1 => $"{i}.25",
                _ => $"{{ $numberDecimal: '{i}.125' }}",
            };
            harness.Process(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{ t: '12:00', k: {key}, a: {{ $numberLong: '{i * 17}' }}, d: 0.{i}, m: {mixed}, s: 's{i}' }}"),
                $"{{ t: '12:01', k: {key}, a: {{ $numberLong: '4' }}, d: 0.1, m: 1 }}");
        }
    }

    private static IReadOnlyList<string> Results(PipelineHarness harness)
    {
        harness.Process("{ t: '14:00', k: 'end' }");
        return [.. harness.Output];
    }
}
