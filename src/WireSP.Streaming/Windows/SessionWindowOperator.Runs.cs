using System.Runtime.CompilerServices;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <content>Documents that were read together: those of open sessions at once.</content>
internal sealed partial class SessionWindowOperator
{
    // Of a run any document may be the last one that is taken together with others.
    private const int NumberedAtOnce = 16;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override int TakeRun(
        RunReader documents, int first, ReadOnlySpan<long> timesMs, long futureFromMs, out long latestMs)
    {
        latestMs = long.MinValue;
        var partitions = documents[_partitionInput];
        // A document at the least end, lateness included, may close a session; none ends earlier for what comes.
        var leastEndMs = _byEnd.LeastEndMs;
        var lastMs = leastEndMs == long.MaxValue ? futureFromMs : Math.Min(futureFromMs, leastEndMs + LatenessMs - 1);
        Span<int> groups = stackalloc int[RunReader.DocumentsMax];
        Span<int> numbers = stackalloc int[NumberedAtOnce];
        // The state that the documents at hand go into; null while they go into the shared groups.
        WindowState? own = null;
        var pending = 0;
        var numbered = 0;
        var count = 0;
        for (; count < timesMs.Length; count++)
        {
            var timeMs = IsEventTime ? timesMs[count] : NowMs;
            if (IsEventTime && timeMs > lastMs)
            {
                break;
            }

            var row = first + count;
            if (count == numbered)
            {
                var wanted = Math.Min(NumberedAtOnce, timesMs.Length - count);
                _partitions.NumbersOf(partitions, row, documents.Buffer, numbers[..wanted]);
                _partitions.Fetch(numbers[..wanted]);
                numbered += wanted;
            }

            // One that has to be opened, joined with another or given a state is looked at by itself.
            if (_partitions.FirstOf(numbers[count % NumberedAtOnce]) is not { Next: null } session
                || !session.Includes(timeMs, _session.GapMs)
                || !_states.Takes(session, documents, row, _partitionInput))
            {
                break;
            }

            if (!ReferenceEquals(own, session.Own))
            {
                AddRun(own, groups[..pending], row, documents);
                own = session.Own;
                pending = 0;
            }

            _changes.Touch(session);
            session.Cover(timeMs, timeMs);
            groups[pending++] = session.Group;
            latestMs = Math.Max(latestMs, timesMs[count]);
        }

        AddRun(own, groups[..pending], first + count, documents);
        return count;
    }

    private void AddRun(WindowState? own, ReadOnlySpan<int> groups, int end, RunReader documents)
    {
        if (groups.IsEmpty)
        {
            return;
        }

        if (own is null)
        {
            _states.AddRun(groups, end - groups.Length, documents);
        }
        else
        {
            own.AddRun(documents, end - groups.Length, groups.Length);
        }
    }
}
