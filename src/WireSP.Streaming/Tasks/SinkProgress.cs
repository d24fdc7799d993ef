namespace WireSP.Streaming.Tasks;

/// <summary>
/// How much the sink was given, and how much of that a checkpoint covers. After an attempt that met a defect it is
/// given one document at a time: as many as that attempt had given without a checkpoint, and until a barrier has
/// passed behind them, so that no attempt ends where it began.
/// </summary>
/// <param name="singlyCount">See <see cref="TaskOptions.SinglyCount"/>.</param>
internal sealed class SinkProgress(long singlyCount)
{
    private long _given;
    private long _covered;

    /// <summary>Whether the sink is given one document at a time.</summary>
    public bool IsSingly { get; private set; } = singlyCount > 0;

    /// <summary>Whether nothing but a barrier is missing for the sink to be given many documents again.</summary>
    public bool WantsBarrier => IsSingly && _given >= singlyCount;

    /// <summary>Counts documents that the sink is about to be given.</summary>
    public void Give(int count) => _given += count;

    /// <summary>Notes that a barrier has passed.</summary>
    /// <returns>What its checkpoint covers, for <see cref="Cover"/>.</returns>
    public long PassBarrier()
    {
        IsSingly &= !WantsBarrier;
        return _given;
    }

    /// <summary>Notes that a checkpoint is in the store; any thread may.</summary>
    public void Cover(long given) => Volatile.Write(ref _covered, given);

    /// <summary>How many documents the attempt after this one has to give one at a time.</summary>
    /// <param name="hasDefect">Whether a defect has ended this one.</param>
    public long SinglyCountAfter(bool hasDefect)
    {
        var covered = Volatile.Read(ref _covered);
        return hasDefect ? _given - covered : IsSingly ? Math.Max(1, singlyCount - covered) : 0;
    }
}
