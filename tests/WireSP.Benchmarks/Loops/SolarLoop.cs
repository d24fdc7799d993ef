using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// solar: every ten seconds, by device, <c>max: {$max: "$obs.watts"}, min: {$min: "$obs.watts"}, avg: {$avg:
/// "$obs.watts"}</c>, with the time read from text.
/// </summary>
/// <remarks>
/// The tutorial's median is left out: an approximate median is that of one digest's code, so a loop could only call
/// ours.
/// </remarks>
internal sealed unsafe class SolarLoop : HandLoop
{
    private const int Devices = 64;

    private readonly Device[] _devices = new Device[Devices];
    private int _count;

    public override int Run(DocumentSet input, byte[] output)
    {
        var clock = default(WindowClock);
        _count = 0;
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                // 02 device_id 00 length text | 10 group_id 00 … | 02 timestamp 00 length text | …
                var device = read + 4 + 11;
                var timestamp = device + 4 + *(int*)device + 14 + 11;
                var obs = timestamp + 4 + *(int*)timestamp + 15 + 16 + 5;
                CheckShape(read, timestamp, obs);
                if (clock.Closes(ParseTime(timestamp + 4)))
                {
                    write = WriteAll(write);
                    _count = 0;
                }

                Add(device, *(int*)(obs + 4 + 7));
                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private static void CheckShape(byte* document, byte* timestamp, byte* obs)
    {
        if (!new ReadOnlySpan<byte>(document + 4, 11).SequenceEqual("\u0002device_id\0"u8)
            || !new ReadOnlySpan<byte>(timestamp - 11, 11).SequenceEqual("\u0002timestamp\0"u8)
            || !new ReadOnlySpan<byte>(obs - 5, 5).SequenceEqual("\u0003obs\0"u8)
            || !new ReadOnlySpan<byte>(obs + 4, 7).SequenceEqual("\u0010watts\0"u8))
        {
            throw new InvalidOperationException("the set has a document of another shape");
        }
    }

    // 2023-11-14T22:13:20.000+00:00
    private static long ParseTime(byte* text)
    {
        var year = (Pair(text) * 100) + Pair(text + 2);
        var month = Pair(text + 5);
        var shifted = month <= 2 ? year - 1 : year;
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + Pair(text + 8) - 1;
        var days = (shifted * 365) + (shifted / 4) - (shifted / 100) + (shifted / 400) + dayOfYear - 719_468;
        var seconds = (days * 86_400L) + (Pair(text + 11) * 3600) + (Pair(text + 14) * 60) + Pair(text + 17);
        return (seconds * 1000) + ((text[20] - '0') * 100) + Pair(text + 21);
    }

    private static int Pair(byte* digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    private void Add(byte* device, int watts)
    {
        var length = *(int*)device;
        var key = *(ulong*)(device + 4 + length - 1 - 8);
        for (var i = 0; i < _count; i++)
        {
            ref var known = ref _devices[i];
            if (known.Key == key && known.Length == length)
            {
                known.Max = Math.Max(known.Max, watts);
                known.Min = Math.Min(known.Min, watts);
                known.Sum += watts;
                known.Count++;
                return;
            }
        }

        _devices[_count++] = new Device
        {
            Name = (nint)device,
            Key = key,
            Length = length,
            Max = watts,
            Min = watts,
            Sum = watts,
            Count = 1,
        };
    }

    private byte* WriteAll(byte* write)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var device = ref _devices[i];
            var start = write;
            "\u0002_id\0"u8.CopyTo(new Span<byte>(write + 4, 5));
            Buffer.MemoryCopy((byte*)device.Name, write + 9, 4 + device.Length, 4 + device.Length);
            write += 9 + 4 + device.Length;
            write = WriteInt32("\u0010max\0"u8, device.Max, write);
            write = WriteInt32("\u0010min\0"u8, device.Min, write);
            "\u0001avg\0"u8.CopyTo(new Span<byte>(write, 5));
            *(double*)(write + 5) = (double)device.Sum / device.Count;
            write[13] = 0;
            write += 14;
            *(int*)start = (int)(write - start);
        }

        return write;
    }

    private static byte* WriteInt32(ReadOnlySpan<byte> header, int value, byte* write)
    {
        header.CopyTo(new Span<byte>(write, header.Length));
        *(int*)(write + header.Length) = value;
        return write + header.Length + 4;
    }

    private struct Device
    {
        public nint Name;
        public ulong Key;
        public long Sum;
        public long Count;
        public int Length;
        public int Max;
        public int Min;
    }
}
