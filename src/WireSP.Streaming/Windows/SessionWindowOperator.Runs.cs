using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <content>Documents that were read together: neighbours of one open session at once.</content>
internal sealed partial class SessionWindowOperator
{
    /// <inheritdoc/>
    public override int TakeRun(
        RunReader documents, int first, ReadOnlySpan<long> timesMs, long futureFromMs, out long latestMs)
    {
        latestMs = long.MinValue;
        var partitions = documents[_inputs!.Length - 1];
        // A document at the least end, lateness included, may close a session; none ends earlier for what comes.
        var leastEndMs = LeastEndMs;
        var lastMs = leastEndMs == long.MaxValue ? futureFromMs : Math.Min(futureFromMs, leastEndMs + LatenessMs - 1);
        Session? open = null;
        var openCount = 0;
        var count = 0;
        for (; count < timesMs.Length; count++)
        {
            var timeMs = IsEventTime ? timesMs[count] : NowMs;
            if (IsEventTime && timeMs > lastMs)
            {
                break;
            }

            var row = first + count;
            var partition = _partitions.NumberOf(
                partitions.Type ?? partitions.Types[row], partitions.Payloads[row], documents.Buffer);
            // One that has to be opened or joined with another is looked at by itself.
            if (_partitions.FirstOf(partition) is not { Next: null } session
                || !session.Includes(timeMs, _session.GapMs))
            {
                break;
            }

            if (!ReferenceEquals(open, session))
            {
                open?.State.AddRun(documents, row - openCount, openCount);
                open = session;
                openCount = 0;
            }

            _changes.Touch(session);
            session.Cover(timeMs, timeMs);
            openCount++;
            latestMs = Math.Max(latestMs, timesMs[count]);
        }

        open?.State.AddRun(documents, first + count - openCount, openCount);
        return count;
    }
}
