namespace WireSP.TestKit.Simulation;

/// <summary>
/// The threads of one process of a simulation: a list of what is ready to run, from which the world takes one piece
/// after another in an order of its own. Can be stopped for a while, and killed: what was to run then never does.
/// </summary>
internal sealed class SimulatedProcess(int number, SimulatedWorld world) : TaskScheduler
{
    private readonly List<Task> _ready = [];

    // Completed on the simulation's thread, and whoever waits for any of several must not be sent elsewhere.
    private readonly TaskCompletionSource _killed = new();

    /// <summary>Counts the processes of the world; 0 is the one that looks after the others.</summary>
    public int Number => number;

    /// <summary>Whether it stands still, as by <c>kill -STOP</c>.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Completes when it is killed.</summary>
    public Task Killed => _killed.Task;

    /// <summary>Whether it was killed.</summary>
    public bool IsDead => _killed.Task.IsCompleted;

    /// <summary>Whether there is something that could run now.</summary>
    public bool CanRun => !IsPaused && !IsDead && _ready.Count > 0;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts something in this process.</summary>
    public Task Start(Func<Task> body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs one of the pieces that are ready: any of them, or most often the newest.</summary>
    public void RunOne(Random random, bool prefersNewest)
    {
        const int OthersOneIn = 12;
        var chosen = prefersNewest && random.Next(OthersOneIn) > 0 ? _ready.Count - 1 : random.Next(_ready.Count);
        var task = _ready[chosen];
        _ready.RemoveAt(chosen);
        _ = TryExecuteTask(task);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _ready.Clear();
        _ = _killed.TrySetResult();
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        world.RequireOwnThread();
        if (!IsDead)
        {
            _ready.Add(task);
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
