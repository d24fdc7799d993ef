using System.Globalization;
using WireSP.TestKit.Streaming;
using Xunit.Sdk;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// Time, threads and network of a simulation, all on the caller's thread: pieces of work run one after another in an
/// order that the seed decides, and time passes only when nothing is left to run. Everything that happens is noted.
/// </summary>
internal sealed class SimulatedWorld
{
    // Far more than the longest of the seeds takes: beyond it something runs in circles.
    private const int StepsMax = 1_000_000;

    private static readonly TimeSpan LatencyMax = TimeSpan.FromMilliseconds(40);

    // How long somebody waits for a reply that does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<string> _trace = [];
    private readonly List<SimulatedProcess> _runnable = [];
    private readonly DateTimeOffset _began;
    private string? _failure;

    /// <summary>Creates a world in which nothing happens yet.</summary>
    /// <param name="random">What the seed decides.</param>
    public SimulatedWorld(Random random)
    {
        Random = random;
        _began = Clock.GetUtcNow();
    }

    /// <summary>The clock of everybody.</summary>
    public FakeClock Clock { get; } = new();

    /// <summary>How long it has been running, by its own clock.</summary>
    public TimeSpan Elapsed => Clock.GetUtcNow() - _began;

    /// <summary>What the seed decides.</summary>
    public Random Random { get; }

    /// <summary>Whether what is ready for long is most often left waiting for what has become so just now.</summary>
    public bool PrefersNewest { get; init; }

    /// <summary>What has happened, a line each.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>What is wrong for whoever calls; asked at each call.</summary>
    public Func<SimulatedPlace, string, CallFault> Fault { get; init; } = (_, _) => CallFault.None;

    /// <summary>Adds a process.</summary>
    public SimulatedProcess StartProcess()
    {
        var process = new SimulatedProcess(_processes.Count, this);
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs until something has ended.</summary>
    /// <exception cref="XunitException">It never does, or a check failed.</exception>
    public void RunUntil(Task end)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            for (var step = 0; !end.IsCompleted && _failure is null; step++)
            {
                if (step > StepsMax)
                {
                    Fail("it runs in circles");
                }
                else if (!RunOne())
                {
                    PassTime();
                }
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        if (_failure is { } failure)
        {
            throw new XunitException(failure);
        }

        end.GetAwaiter().GetResult();
    }

    /// <summary>Ends the run: something is as it must never be. The first failure is the one that is told.</summary>
    public void Fail(string message)
    {
        Note($"failure: {message}");
        _failure ??= message;
    }

    /// <summary>Ends the run unless something is as it must be.</summary>
    public void Check(bool isAsItMustBe, string message)
    {
        if (!isAsItMustBe)
        {
            Fail(message);
        }
    }

    /// <summary>Adds a line to the trace.</summary>
    public void Note(string line) => _trace.Add(
        string.Create(CultureInfo.InvariantCulture, $"{Clock.GetUtcNow():HH:mm:ss.fff} {line}"));

    /// <summary>A span of at most so much, of whole milliseconds.</summary>
    public TimeSpan Draw(TimeSpan max) => TimeSpan.FromMilliseconds(Random.Next(1, (int)max.TotalMilliseconds + 1));

    /// <summary>Lets something happen later.</summary>
    public void Later(TimeSpan span, Action action) =>
        _ = Clock.CreateTimer(_ => action(), null, span, Timeout.InfiniteTimeSpan);

    /// <summary>Calls the outside: the request travels, takes effect there, and the reply travels back.</summary>
    /// <param name="place">Who is called.</param>
    /// <param name="what">What is called, for the trace and the faults.</param>
    /// <param name="effect">What it does there; may throw what the caller gets.</param>
    /// <param name="cancellationToken">Ends the waiting, not the effect.</param>
    /// <exception cref="IOException">The request or its reply was lost.</exception>
    public async Task<T> CallAsync<T>(
        SimulatedPlace place, string what, Func<T> effect, CancellationToken cancellationToken)
    {
        var reply = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var fault = Fault(place, what);
        if (fault == CallFault.RequestLost)
        {
            Later(Draw(Patience), () => reply.TrySetException(new IOException($"{what}: the request was lost")));
        }
        else
        {
            Later(Draw(LatencyMax), () => Arrive(what, effect, fault, reply));
        }

        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), reply);
        return await reply.Task;
    }

    /// <summary>Fails when somebody runs on another thread than the simulation's: it could not be run again.</summary>
    public void RequireOwnThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _failure ??= $"something left the simulation's thread: {Environment.StackTrace}";
        }
    }

    private void Arrive<T>(string what, Func<T> effect, CallFault fault, TaskCompletionSource<T> reply)
    {
        try
        {
            var result = effect();
            if (fault == CallFault.RequestRepeated)
            {
                _ = effect();
            }

            Note($"{what} {result}{(fault == CallFault.None ? "" : $" ({fault})")}");
            Later(
                fault == CallFault.ReplyLost ? Draw(Patience) : Draw(LatencyMax),
                () => _ = fault == CallFault.ReplyLost
                    ? reply.TrySetException(new IOException($"{what}: the reply was lost"))
                    : reply.TrySetResult(result));
        }
        catch (Exception refusal)
        {
            Note($"{what} refused: {refusal.Message}");
            Later(Draw(LatencyMax), () => reply.TrySetException(refusal));
        }
    }

    private bool RunOne()
    {
        _runnable.Clear();
        foreach (var process in _processes)
        {
            if (process.CanRun)
            {
                _runnable.Add(process);
            }
        }

        if (_runnable.Count == 0)
        {
            return false;
        }

        _runnable[Random.Next(_runnable.Count)].RunOne(Random, PrefersNewest);
        return true;
    }

    private void PassTime()
    {
        if (Clock.NextDue is { } due)
        {
            Clock.Advance(due - Clock.GetUtcNow());
        }
        else
        {
            Fail("it stands still: nothing is left that could happen");
        }
    }
}
