using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q11: bids of each bidder without a pause of ten seconds. Sessions are a list in the order of their latest bid, so
/// that those which end stand at its head.
/// </summary>
internal sealed unsafe class BidderSessionLoop : HandLoop
{
    private const long GapMs = 10_000;
    private const long LatenessMs = 3000;
    private const int ResultLength = 4 + 5 + 8 + 3 + 4 + 1;

    private readonly CountTable _sessionOf = new();
    private readonly List<int> _ending = [];
    private Session[] _sessions = new Session[1024];
    private int _count;
    private int _free;
    private int _head;
    private int _tail;
    private long _opened;

    public override int Run(DocumentSet input, byte[] output)
    {
        _sessionOf.Clear();
        (_count, _free, _head, _tail, _opened) = (1, 0, 0, 0, 0);
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                if (!BidLayout.HasPrice(read))
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                var time = *(long*)(BidLayout.DateTimeElement(read) + 10);
                Count(*(long*)(read + BidLayout.Bidder), time);
                if (time - LatenessMs - GapMs >= _sessions[_head].Latest)
                {
                    write = CloseUpTo(time - LatenessMs - GapMs, write);
                }

                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private void Count(long bidder, long time)
    {
        var number = _sessionOf.Add(bidder, 0);
        if (number != 0 && time - _sessions[number].Latest < GapMs)
        {
            _sessions[number].Bids++;
            _sessions[number].Latest = time;
            Unlink(number);
            Append(number);
            return;
        }

        number = Take();
        _ = _sessionOf.Add(bidder, number - _sessionOf.Add(bidder, 0));
        _sessions[number].Bidder = bidder;
        _sessions[number].Latest = time;
        _sessions[number].Bids = 1;
        _sessions[number].Number = _opened++;
        Append(number);
    }

    private byte* CloseUpTo(long latest, byte* write)
    {
        _ending.Clear();
        while (_head != 0 && _sessions[_head].Latest <= latest)
        {
            _ending.Add(_head);
            Unlink(_head);
        }

        _ending.Sort((left, right) => (_sessions[left].Latest, _sessions[left].Number)
            .CompareTo((_sessions[right].Latest, _sessions[right].Number)));
        foreach (var number in _ending)
        {
            ref var session = ref _sessions[number];
            var result = new Span<byte>(write, ResultLength);
            *(int*)write = ResultLength;
            "\u0012_id\0"u8.CopyTo(result[4..]);
            *(long*)(write + 9) = session.Bidder;
            "\u0010n\0"u8.CopyTo(result[17..]);
            *(int*)(write + 20) = session.Bids;
            write[24] = 0;
            write += ResultLength;
            if (_sessionOf.Add(session.Bidder, 0) == number)
            {
                _ = _sessionOf.Add(session.Bidder, -number);
            }

            session.Next = _free;
            _free = number;
        }

        return write;
    }

    private int Take()
    {
        if (_free != 0)
        {
            var number = _free;
            _free = _sessions[number].Next;
            return number;
        }

        if (_count == _sessions.Length)
        {
            Array.Resize(ref _sessions, _count * 2);
        }

        return _count++;
    }

    private void Append(int number)
    {
        _sessions[number].Previous = _tail;
        _sessions[number].Next = 0;
        if (_tail == 0)
        {
            _head = number;
        }
        else
        {
            _sessions[_tail].Next = number;
        }

        _tail = number;
    }

    private void Unlink(int number)
    {
        var (previous, next) = (_sessions[number].Previous, _sessions[number].Next);
        if (previous == 0)
        {
            _head = next;
        }
        else
        {
            _sessions[previous].Next = next;
        }

        if (next == 0)
        {
            _tail = previous;
        }
        else
        {
            _sessions[next].Previous = previous;
        }
    }

    private struct Session
    {
        public long Bidder;
        public long Latest;
        public long Number;
        public int Bids;
        public int Previous;
        public int Next;
    }
}
