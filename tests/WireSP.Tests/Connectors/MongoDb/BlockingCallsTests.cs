using WireSP.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

public class BlockingCallsTests
{
    private readonly BlockingCalls _calls = new();

    [Fact]
    public async Task A_call_runs_on_a_thread_that_is_not_of_the_thread_pool()
    {
        var isPooled = await _calls.RunAsync(() => Thread.CurrentThread.IsThreadPoolThread, CancellationToken.None);

        Assert.False(isPooled);
    }

    [Fact]
    public async Task Calls_that_block_do_not_hold_up_others()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 20)
            .Select(i => _calls.RunAsync(
                () =>
                {
                    gate.Wait();
                    return i;
                },
                CancellationToken.None))
            .ToList();

        Assert.Equal(42, await _calls.RunAsync(() => 42, CancellationToken.None));
        gate.Set();

        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(blocked));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_and_leaves_the_call_to_end_by_itself()
    {
        using var gate = new ManualResetEventSlim();
        using var cancelling = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        var waiting = _calls.RunAsync(
            () =>
            {
                gate.Wait();
                ended.SetResult();
                return 0;
            },
            cancelling.Token);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();

        await ended.Task;
    }

    [Fact]
    public async Task A_failure_is_that_of_the_call() =>
        Assert.Equal(
            "no",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => _calls.RunAsync<int>(
                () => throw new InvalidOperationException("no"), CancellationToken.None))).Message);

    [Fact]
    public async Task Few_threads_stay_when_nothing_is_to_do()
    {
        using var gate = new CountdownEvent(16);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _calls.RunAsync(
            () =>
            {
                // All sixteen are under way at once.
                gate.Signal();
                gate.Wait();
                return 0;
            },
            CancellationToken.None)));

        // The last of them may not have looked yet whether it is one too many; one more call lets them.
        while (_calls.ThreadCount > 5)
        {
            _ = await _calls.RunAsync(() => 0, CancellationToken.None);
        }

        Assert.InRange(_calls.ThreadCount, 1, 5);
    }
}
