using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Streaming.Checkpoints;
using Xunit;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// One processor over the real engine, whose source, sink, store and clock are simulated. A seed decides what arrives,
/// in which order and batches, and what fails: reads, writes of the store and commits of the sink, before they take
/// effect or after. In the end everything must be as if nothing had failed.
/// </summary>
internal sealed class SimulatedRun
{
    private const int FaultyAttemptsMax = 8;
    private const int DocumentsMax = 200;

    private const string Window =
        "{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: { size: 10, unit: 'second' }, "
            + "pipeline: [{ $group: { _id: '$k', n: { $sum: 1 }, all: { $push: '$i' } } }] } }";

    private readonly int _seed;
    private readonly Random _random;
    private readonly FakeClock _clock = new();
    private readonly MemoryCheckpointStore _store = new();
    private readonly List<BsonDocument> _documents = [];
    private int _faultyAttempts;

    private SimulatedRun(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        var timeMs = DocumentRow.At("12:00");
        for (var i = _random.Next(1, DocumentsMax); i >= 0; i--)
        {
            timeMs += _random.Next(-20_000, 30_000);
            var document = new BsonDocumentBuilder { { "t", timeMs }, { "k", _random.Next(4) }, { "i", i } };
            _documents.Add(document.ToDocument());
        }
    }

    /// <summary>Runs one seed; fails naming it.</summary>
    public static async Task CheckAsync(int seed)
    {
        var expected = await new SimulatedRun(seed).RunAsync(hasFaults: false);
        var run = new SimulatedRun(seed);
        var found = await run.RunAsync(hasFaults: true);
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)),
            $"seed {seed}: of {expected.Count} results {expected.Except(found).Count()} are missing and "
                + $"{found.Count - expected.Intersect(found).Count()} are too many");
    }

    private async Task<IReadOnlyList<string>> RunAsync(bool hasFaults)
    {
        var outside = new TransactionalOutside();
        _faultyAttempts = hasFaults ? _random.Next(1, FaultyAttemptsMax) : 0;
        outside.Fault = _ => NextFault();
        _store.Fault = _ => NextFault();
        var progress = (Number: 0L, Position: 0, Watermark: long.MinValue);
        for (var attempt = 0; ; attempt++)
        {
            Assert.True(attempt <= FaultyAttemptsMax + 1, $"seed {_seed}: it does not finish although nothing fails");
            var isOver = await AttemptAsync(outside);
            progress = await CheckProgressAsync(progress);
            if (isOver)
            {
                return outside.Committed;
            }

            _faultyAttempts--;
        }
    }

    private CommitFault NextFault()
    {
        const int OneIn = 6;
        lock (_random)
        {
            return _faultyAttempts <= 0 || _random.Next(OneIn) != 0 ? CommitFault.None
                : _random.Next(2) == 0 ? CommitFault.BeforeCommit : CommitFault.AfterCommit;
        }
    }

    private async Task<bool> AttemptAsync(TransactionalOutside outside)
    {
        var failsAfter = _faultyAttempts > 0 && _random.Next(2) == 0 ? _random.Next(0, 30) : int.MaxValue;
        var readSeed = _random.Next();
        var connector = new TestConnector
        {
            SourceOfAttempt = () => new SimulatedSource(_documents, new Random(readSeed), _clock, failsAfter),
            SinkOfAttempt = outside.CreateSink,
        };
        var pipeline = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {Window}, {{ $emit: {{ connectionName: 'out' }} }}]",
            connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p", false, null, _clock)
        {
            TakesCheckpoints = true,
            CheckpointInterval = TimeSpan.FromMilliseconds(_random.Next(0, 5000)),
        };
        try
        {
            await new StreamTask(pipeline, new TaskOptions(context) { Checkpoints = _store })
                .RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            return true;
        }
        catch (StreamProcessorException failure) when (failure.InnerException is IOException)
        {
            return false;
        }
    }

    // Numbers, positions and watermarks of what is stored only ever rise.
    private async Task<(long Number, int Position, long Watermark)> CheckProgressAsync(
        (long Number, int Position, long Watermark) before)
    {
        var committed = _store.Rows.Where(row => row.IsCommitted).ToList();
        foreach (var row in committed.Where(row => row.Number > before.Number))
        {
            var content = CheckpointFormat.Decode((await _store.ReadAsync(row.Number, default))!);
            var position = content.Position!.Value["n"].AsInt32;
            var watermark = content.State!.Value["time"].AsDocument["watermark"].AsInt64;
            Assert.True(
                position >= before.Position && watermark >= before.Watermark,
                string.Create(CultureInfo.InvariantCulture, $"seed {_seed}: checkpoint {row.Number} goes back"));
            before = (row.Number, position, watermark);
        }

        return before;
    }
}
