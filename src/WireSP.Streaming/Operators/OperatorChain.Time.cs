using WireSP.Streaming.Tasks;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Operators;

/// <content>What there is to tell about time; may be asked from any thread, and is as of the last batch.</content>
internal sealed partial class OperatorChain
{
    private long? _publishedNextEndMs;
    private long _publishedOpenCount;

    /// <summary>Why windows are open; null without a window.</summary>
    public TimeStatistics? DescribeTime()
    {
        if (_window is null)
        {
            return null;
        }

        var nextEndMs = _publishedNextEndMs;
        var window = new WindowStatistics(
            _window.Name, _window.IsEventTime, _window.LatenessMs, _window.IdleTimeoutMs)
        {
            OpenCount = _publishedOpenCount,
            ClosedCount = _window.ClosedCount,
            NextEndMs = nextEndMs,
            ClosesUnattendedAtMs = nextEndMs is { } endMs ? ClosesUnattendedAt(endMs) : null,
            LateCount = _window.LateCount,
            OutsideCount = _window.OutsideCount,
        };
        return new TimeStatistics(window)
        {
            WatermarkRaisedAtMs = _watermarks?.RaisedAtMs,
            Partitions = _watermarks?.Describe() ?? [],
            FutureCount = FutureCount,
            EventTimeAheadMax = _watermarks is null || _aheadMaxMs == long.MaxValue
                ? null
                : TimeSpan.FromMilliseconds(_aheadMaxMs),
        };
    }

    private long? ClosesUnattendedAt(long endMs) =>
        !_window!.IsEventTime ? endMs
        : _window.IdleTimeoutMs is { } timeoutMs && WatermarkMs is { } watermarkMs
            ? IdleTimeout.ClosesAt(IdleTimeout.Rule, _lastInputMs, watermarkMs, endMs, timeoutMs)
            : null;
}
