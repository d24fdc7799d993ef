using System.Numerics;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Latencies of the last 30 seconds in buckets that are exact to a sixteenth. Written by one thread; a reader on
/// another may miss what is being added.
/// </summary>
internal sealed class LatencyWindow(TimeProvider clock)
{
    private const int SliceCount = 6;
    private const int SubBuckets = 16;
    private const int BucketCount = 60 * SubBuckets;

    private static readonly TimeSpan SliceLength = TimeSpan.FromSeconds(5);

    private readonly Slice?[] _slices = new Slice?[SliceCount];

    /// <summary>Adds so many documents with the same latency.</summary>
    public void Add(TimeSpan latency, int count)
    {
        var micros = Math.Max(0, latency.Ticks / TimeSpan.TicksPerMicrosecond);
        var slice = Current();
        slice.Buckets[BucketOf(micros)] += count;
        slice.Count += count;
        slice.SumMicros += micros * count;
    }

    /// <summary>The statistics of the last 30 seconds; null when nothing was added in them.</summary>
    public LatencyStatistics? Read()
    {
        var now = clock.GetUtcNow();
        var newest = NumberOf(now);
        var total = new Slice(newest);
        foreach (var slice in _slices)
        {
            if (slice is not null && slice.Number > newest - SliceCount)
            {
                total.Take(slice);
            }
        }

        return total.Count == 0
            ? null
            : new LatencyStatistics(
                total.Percentile(0.5),
                total.Percentile(0.99),
                total.Count,
                total.SumMicros,
                now - (SliceLength * SliceCount),
                now);
    }

    private static long NumberOf(DateTimeOffset time) => time.Ticks / SliceLength.Ticks;

    // Values below 16 have a bucket each; above, every power of two has sixteen.
    private static int BucketOf(long micros)
    {
        if (micros < SubBuckets)
        {
            return (int)micros;
        }

        var power = BitOperations.Log2((ulong)micros);
        return ((power - 3) * SubBuckets) + (int)((micros >> (power - 4)) - SubBuckets);
    }

    private static long GreatestIn(int bucket)
    {
        if (bucket < SubBuckets)
        {
            return bucket;
        }

        var power = (bucket / SubBuckets) + 3;
        return ((((long)(bucket % SubBuckets) + SubBuckets) + 1) << (power - 4)) - 1;
    }

    private Slice Current()
    {
        var number = NumberOf(clock.GetUtcNow());
        ref var slice = ref _slices[(int)(number % SliceCount)];
        if (slice?.Number != number)
        {
            slice = new Slice(number);
        }

        return slice;
    }

    private sealed class Slice(long number)
    {
        public long Number { get; } = number;

        public long[] Buckets { get; } = new long[BucketCount];

        public long Count { get; set; }

        public long SumMicros { get; set; }

        public void Take(Slice other)
        {
            for (var i = 0; i < BucketCount; i++)
            {
                Buckets[i] += other.Buckets[i];
            }

            Count += other.Count;
            SumMicros += other.SumMicros;
        }

        public long Percentile(double part)
        {
            var rank = (long)Math.Ceiling(Count * part);
            long seen = 0;
            for (var i = 0; i < BucketCount; i++)
            {
                seen += Buckets[i];
                if (seen >= rank)
                {
                    return GreatestIn(i);
                }
            }

            return GreatestIn(BucketCount - 1);
        }
    }
}
