using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.TestKit.Simulation;

/// <summary>One attempt of the processor, in a process of its own: the real task over a simulated outside.</summary>
internal sealed class SimulatedAttempt
{
    // How long a checkpoint may take beyond its interval while nothing fails.
    private static readonly TimeSpan CheckpointDelayMax = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedRun _run;
    private readonly StreamTask _task;
    private TimeSpan? _uncoveredSince;
    private int _handed;
    private int _taken;

    /// <summary>Creates an attempt that does not run yet.</summary>
    /// <param name="run">What it belongs to.</param>
    /// <param name="definition">What the operators' state depends on.</param>
    public SimulatedAttempt(SimulatedRun run, BsonDocument definition)
    {
        _run = run;
        Process = run.World.StartProcess();
        var isTransactional = Plan.Delivery is SimulatedDelivery.Append or SimulatedDelivery.Add;
        var connector = new TestConnector
        {
            SourceOfAttempt = () => new SimulatedSource(this),
            SinkOfAttempt = () => isTransactional ? new SimulatedTransactionalSink(this) : new SimulatedSink(this),
        };
        var context = new TaskContext("0123456789abcdef01234567", "p", false, null, World.Clock)
        {
            TakesCheckpoints = true,
            CheckpointInterval = Plan.CheckpointInterval,
        };
        _task = new StreamTask(SimulatedPipeline.Compile(Plan, connector), new TaskOptions(context)
        {
            Scheduler = Process,
            Checkpoints = Store.Connect(Process),
            Definition = definition,
            DeadLetters = new SimulatedDeadLetters(this),
            Warn = warning => World.Note($"{this} warns: {warning}"),
        });
    }

    /// <summary>Its process.</summary>
    public SimulatedProcess Process { get; }

    /// <summary>Time, threads and network.</summary>
    public SimulatedWorld World => _run.World;

    /// <summary>What the seed has decided.</summary>
    public SimulationPlan Plan => _run.Plan;

    /// <summary>What the source holds.</summary>
    public SimulatedInput Input => _run.Input;

    /// <summary>Where checkpoints are.</summary>
    public SimulatedStore Store => _run.Store;

    /// <summary>Where results go.</summary>
    public SimulatedOutside Outside => _run.Outside;

    /// <summary>Whether another attempt has taken its place though it may go on.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>Whether the outside fails at present.</summary>
    public bool IsFaulty => _run.IsFaulty;

    /// <summary>Runs it; ends when the task does, or never when its process is killed.</summary>
    public Task RunAsync() => Process.Start(() => _task.RunAsync(_stop.Token));

    /// <summary>Asks it to end after what is under way.</summary>
    public void Stop()
    {
        World.Note($"{this} is to stop");
        _stop.Cancel();
    }

    /// <summary>Asks for a checkpoint with a name.</summary>
    public Task<long> SaveAsync() => _task.SaveCheckpointAsync("kept");

    /// <summary>Says that the source has handed documents over.</summary>
    public void Handed(int count)
    {
        _handed += count;
        if (Store.LastWritten >= _uncoveredSince || _run.IsTroubled || IsGivenUp)
        {
            _uncoveredSince = null;
        }

        if (count > 0)
        {
            _uncoveredSince ??= World.Elapsed;
            World.Check(
                World.Elapsed - _uncoveredSince < Plan.CheckpointInterval + CheckpointDelayMax,
                "documents come in, and no checkpoint is taken");
        }

        World.Check(
            Plan.Shape != SimulatedShape.Through || _handed - _taken <= BatchSlots.CountMax * Plan.BatchMax,
            string.Create(CultureInfo.InvariantCulture, $"{_handed - _taken} documents are under way"));
    }

    /// <summary>Says that documents have left the task, as results or dead letters.</summary>
    public void Taken(int count) => _taken += count;

    /// <summary>Calls the target of the sink.</summary>
    /// <exception cref="StreamProcessorException">Nobody knows what has become of it.</exception>
    public async Task<T> CallSinkAsync<T>(string what, Func<T> effect, CancellationToken cancellationToken)
    {
        try
        {
            return await World.CallAsync(
                SimulatedPlace.Target, $"{this} {what}", () => Arrive(effect), cancellationToken);
        }
        catch (IOException failure)
        {
            throw new StreamProcessorException(
                6, FailureDomain.External, RetryPolicy.WithBackoff, failure.Message, failure);
        }
    }

    // What a process has sent before it is killed may still be on its way, or never have left it.
    private T Arrive<T>(Func<T> effect) => Process.IsDead && World.Random.Next(2) == 0
        ? throw new IOException("the request has died with its sender")
        : effect();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"attempt {Process.Number}");
}
