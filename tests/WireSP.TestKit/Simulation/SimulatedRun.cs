using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// One processor over the real engine from its first start to the end of its source, whatever happens to it: somebody
/// starts it again when it has failed, died or been stopped, and gives attempts up that go on all the same.
/// </summary>
internal sealed class SimulatedRun
{
    private static readonly TimeSpan FullAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FateMax = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan AwayMax = TimeSpan.FromSeconds(60);

    // From the end of all faults to the end of everything: many times what a seed takes.
    private static readonly TimeSpan LivenessMax = TimeSpan.FromMinutes(10);

    private readonly List<(SimulatedAttempt Attempt, Task End)> _givenUp = [];
    private readonly TimeSpan _faultsEnd;
    private int _version;

    private SimulatedRun(SimulationPlan plan)
    {
        Plan = plan;
        World = new SimulatedWorld(new Random(plan.Seed)) { Fault = NextFault, PrefersNewest = plan.PrefersNewest };
        Input = new SimulatedInput(plan);
        Outside = new SimulatedOutside(plan);
        Store = new SimulatedStore(World, () => Outside.Mark);
        var full = plan.DiskFullFor > TimeSpan.Zero ? FullAfter + plan.DiskFullFor : TimeSpan.Zero;
        _faultsEnd = full > plan.FaultsFor ? full : plan.FaultsFor;
    }

    /// <summary>What the seed has decided.</summary>
    public SimulationPlan Plan { get; }

    /// <summary>Time, threads and network.</summary>
    public SimulatedWorld World { get; }

    /// <summary>What the source holds.</summary>
    public SimulatedInput Input { get; }

    /// <summary>Where checkpoints are.</summary>
    public SimulatedStore Store { get; }

    /// <summary>Where results go.</summary>
    public SimulatedOutside Outside { get; }

    /// <summary>Whether things may still happen to it.</summary>
    public bool IsTroubled => World.Elapsed < _faultsEnd;

    /// <summary>Whether the outside fails at present.</summary>
    public bool IsFaulty => Plan.FaultOneIn > 0 && World.Elapsed < Plan.FaultsFor;

    /// <summary>Runs a plan to its end.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="created">Is told of the run before it begins, so that it can be looked at should it fail.</param>
    public static SimulatedRun Of(SimulationPlan plan, Action<SimulatedRun>? created)
    {
        var run = new SimulatedRun(plan);
        created?.Invoke(run);
        run.World.Later(
            run._faultsEnd + run.Input.Duration + LivenessMax,
            () => run.World.Fail("it does not come to its end though nothing fails any more"));
        var supervisor = run.World.StartProcess();
        run.World.RunUntil(supervisor.Start(run.SuperviseAsync));
        return run;
    }

    private async Task SuperviseAsync()
    {
        var definition = DefinitionOf(_version);
        while (!await AttemptAsync(definition))
        {
            await Task.Delay(World.Draw(PauseMax), World.Clock);
            if (Plan.Damages && IsTroubled && World.Random.Next(2) == 0)
            {
                Store.Damage();
            }

            if (Plan.Modifies && IsTroubled && World.Random.Next(2) == 0)
            {
                World.Note("the pipeline is modified");
                Store.ForgetOrder();
                definition = DefinitionOf(++_version);
            }
        }

        foreach (var (attempt, end) in _givenUp)
        {
            attempt.Process.IsPaused = false;
            _ = await OutcomeOf(attempt, end, isGivenUp: true);
        }

        World.Check(!Outside.Lost.Any(), $"{Outside.Lost.FirstOrDefault()} was refused and is no dead letter");
    }

    // Whether the source's end has been reached.
    private async Task<bool> AttemptAsync(BsonDocument definition)
    {
        var attempt = new SimulatedAttempt(this, definition);
        var end = attempt.RunAsync();
        var givenUp = new TaskCompletionSource();
        var isStopped = false;
        var saved = Task.FromResult(0L);
        if (IsTroubled)
        {
            Meet(attempt, givenUp, () => isStopped = true);
            World.Later(World.Draw(FateMax), () => saved = attempt.SaveAsync());
        }

        if (await Task.WhenAny(end, attempt.Process.Killed, givenUp.Task) == end)
        {
            World.Check(saved.IsCompleted, "who asked for a checkpoint is never answered");
            var isOver = await OutcomeOf(attempt, end, isGivenUp: false) && !isStopped;
            World.Check(!isOver || Store.Covers(Input.End), "it has ended, and no checkpoint covers its end");
            return isOver;
        }

        _givenUp.AddRange(attempt.Process.IsDead ? [] : [(attempt, end)]);
        return false;
    }

    // What befalls an attempt, unless it ends before.
    private void Meet(SimulatedAttempt attempt, TaskCompletionSource givenUp, Action stopping)
    {
        var fate = World.Random.Next(4);
        if (Plan.Kills && fate == 0)
        {
            World.Later(World.Draw(FateMax), () =>
            {
                World.Note($"{attempt} is killed");
                attempt.Process.Kill();
            });
        }
        else if (Plan.Kills && fate == 1)
        {
            World.Later(World.Draw(FateMax), () =>
            {
                World.Note($"{attempt} stands still and is given up");
                attempt.Process.IsPaused = true;
                attempt.IsGivenUp = true;
                _ = givenUp.TrySetResult();
            });
            World.Later(FateMax + World.Draw(AwayMax), () => attempt.Process.IsPaused = false);
        }
        else if (Plan.Stops)
        {
            World.Later(World.Draw(FateMax), () =>
            {
                stopping();
                attempt.Stop();
            });
        }
    }

    // Whether it has ended without a failure; one that was given up may fail in any way.
    private async Task<bool> OutcomeOf(SimulatedAttempt attempt, Task end, bool isGivenUp)
    {
        try
        {
            await end;
            World.Note($"{attempt} has ended");
            return true;
        }
        catch (StreamProcessorException failure)
        {
            World.Note($"{attempt} has failed: {failure.Message}");
            World.Check(
                isGivenUp || failure.Retry != RetryPolicy.Never, $"{attempt} fails for good: {failure.Message}");
            return false;
        }
    }

    private CallFault NextFault(SimulatedPlace place, string what)
    {
        if (what == SimulatedStore.FullDisk)
        {
            var isFull = World.Elapsed >= FullAfter && World.Elapsed < FullAfter + Plan.DiskFullFor;
            return isFull ? CallFault.RequestLost : CallFault.None;
        }

        var isSpared = Plan.FaultsAt != SimulatedPlace.Anywhere && Plan.FaultsAt != place;
        if (!IsFaulty || isSpared || World.Random.Next(Plan.FaultOneIn) != 0)
        {
            return CallFault.None;
        }

        var isRepeatable = what.Contains("commit", StringComparison.Ordinal)
            || what.Contains("write", StringComparison.Ordinal)
            || what.Contains("acknowledge", StringComparison.Ordinal);
        return (CallFault)World.Random.Next(1, isRepeatable ? 4 : 3);
    }

    private static BsonDocument DefinitionOf(int version) => ExtendedJson.ParseLenient(
        string.Create(CultureInfo.InvariantCulture, $"{{ state: {{ version: {version} }} }}"));
}
