using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Streaming;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// Reads partitions in any order and in batches of any size, as documents arrive. Its position is the offset of each
/// partition and a count that rises though nothing arrives, as the tokens of a quiet change stream do.
/// </summary>
internal sealed class SimulatedSource(SimulatedAttempt attempt) : ISource
{
    private const int External = 6;

    private static readonly TimeSpan ReadMax = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan HangMax = TimeSpan.FromSeconds(40);

    private readonly SimulatedWorld _world = attempt.World;
    private readonly SimulatedInput _input = attempt.Input;
    private readonly int[] _offsets = new int[attempt.Input.Partitions];
    private int _moves;
    private bool _isAnnounced;

    public BsonDocument Position
    {
        get
        {
            var offsets = new BsonArrayBuilder();
            foreach (var offset in _offsets)
            {
                offsets.Add(offset);
            }

            return new BsonDocumentBuilder { { "o", offsets.ToArray() }, { "m", _moves } }.ToDocument();
        }
    }

    public async ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        _ = await CallAsync("open", () => 0, cancellationToken);
        if (position is { } known)
        {
            _moves = known["m"].AsInt32;
            for (var i = 0; i < _offsets.Length; i++)
            {
                _offsets[i] = known["o"].AsArray[i].AsInt32;
            }
        }

        _world.Note($"{attempt} opens at {string.Join(',', _offsets)}");
    }

    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        const int HangsOneIn = 60;

        // Else documents are there already, and several batches are under way at the same moment.
        const int WaitsOneIn = 3;
        _world.RequireOwnThread();
        var isHanging = attempt.IsFaulty && _world.Random.Next(HangsOneIn) == 0;
        if (isHanging || _world.Random.Next(WaitsOneIn) == 0)
        {
            await Task.Delay(_world.Draw(isHanging ? HangMax : ReadMax), _world.Clock, cancellationToken);
        }

        if (_world.Fault(SimulatedPlace.Source, "read") != CallFault.None)
        {
            throw Lost(new IOException("the source is gone"));
        }

        if (!_isAnnounced)
        {
            batch.AssignedPartitions = [.. Enumerable.Range(0, _offsets.Length)];
            _isAnnounced = true;
        }

        Fill(batch);
        attempt.Handed(batch.Documents.Count + batch.Undecodable.Count);
        _moves += _world.Random.Next(2);
        return IsLeft();
    }

    public async ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken) =>
        _ = await CallAsync(
            "acknowledge",
            () =>
            {
                _world.Check(
                    attempt.Store.HasTakenEffect(position),
                    $"{ExtendedJson.Format(position)} is acknowledged before it has taken effect");
                return 0;
            },
            cancellationToken);

    public void WriteStatistics(BsonWriter writer)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StreamProcessorException Lost(IOException cause) =>
        new(External, FailureDomain.External, RetryPolicy.WithBackoff, cause.Message, cause);

    private async Task<T> CallAsync<T>(string what, Func<T> effect, CancellationToken cancellationToken)
    {
        try
        {
            return await _world.CallAsync(SimulatedPlace.Source, $"{attempt} {what}", effect, cancellationToken);
        }
        catch (IOException failure)
        {
            throw Lost(failure);
        }
    }

    private void Fill(SourceBatch batch)
    {
        var since = _world.Elapsed;
        for (var left = _world.Random.Next(attempt.Plan.BatchMax + 1); left > 0; left--)
        {
            var partition = _world.Random.Next(_offsets.Length);
            if (_input.ArrivalOf(partition, _offsets[partition]) <= since)
            {
                var offset = _offsets[partition]++;
                DocumentRow.Of(_input[partition, offset], nowMs: 0, offset).AddTo(batch);
            }
        }
    }

    private bool IsLeft()
    {
        for (var i = 0; i < _offsets.Length; i++)
        {
            if (_offsets[i] < _input.Count(i))
            {
                return true;
            }
        }

        return false;
    }
}
