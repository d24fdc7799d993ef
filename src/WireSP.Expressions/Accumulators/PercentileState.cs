using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// A t-digest (Dunning, "Computing extremely accurate quantiles using t-digests"): while there are few numbers each is
/// kept and percentiles are exact; beyond that, neighbours are merged, less so near both ends.
/// </summary>
internal struct PercentileState
{
    private const int CentroidsMax = 2048;
    private const double Compression = 200;

    private double[]? _means;
    private double[]? _weights;
    private int _count;
    private long _infinitiesBelow;
    private long _infinitiesAbove;
    private double _min;
    private double _max;

    /// <summary>Numbers taken, without NaNs.</summary>
    public double Total { get; private set; }

    /// <summary>Bytes of the arrays.</summary>
    public readonly long ArrayBytes => (_means?.Length ?? 0) * 16L;

    public void Add(double value, double weight = 1)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        Total += weight;
        if (double.IsInfinity(value))
        {
            _infinitiesBelow += value < 0 ? (long)weight : 0;
            _infinitiesAbove += value > 0 ? (long)weight : 0;
            return;
        }

        _min = _count == 0 ? value : Math.Min(_min, value);
        _max = _count == 0 ? value : Math.Max(_max, value);
        Append(value, weight);
    }

    public void Add(in PercentileState other)
    {
        if (other._count > 0)
        {
            var (min, max) = _count == 0
                ? (other._min, other._max)
                : (Math.Min(_min, other._min), Math.Max(_max, other._max));
            for (var i = 0; i < other._count; i++)
            {
                Add(other._means![i], other._weights![i]);
            }

            // The ends of what was merged lie beyond its outermost means.
            (_min, _max) = (min, max);
        }

        _infinitiesBelow += other._infinitiesBelow;
        _infinitiesAbove += other._infinitiesAbove;
        Total += other._infinitiesBelow + other._infinitiesAbove;
    }

    /// <summary>
    /// The number below or at which the fraction <paramref name="p"/> of all numbers lies; null for none.
    /// </summary>
    public BsonValue Percentile(double p)
    {
        if (Total == 0)
        {
            return BsonValue.Null;
        }

        Sort();
        var rank = Math.Max(1, Math.Ceiling(p * Total));
        if (rank <= _infinitiesBelow)
        {
            return double.NegativeInfinity;
        }

        if (rank > Total - _infinitiesAbove)
        {
            return double.PositiveInfinity;
        }

        return AtRank(rank - _infinitiesBelow);
    }

    public readonly void Write(ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt64("below"u8, _infinitiesBelow);
        writer.WriteInt64("above"u8, _infinitiesAbove);
        writer.WriteDouble("min"u8, _min);
        writer.WriteDouble("max"u8, _max);
        var items = writer.BeginArray("centroids"u8);
        for (var i = 0; i < _count; i++)
        {
            writer.WriteDouble("m"u8, _means![i]);
            writer.WriteDouble("w"u8, _weights![i]);
        }

        writer.End(items);
        writer.End(start);
    }

    public static PercentileState Read(BsonDocument state)
    {
        var result = new PercentileState
        {
            _infinitiesBelow = state["below"].AsInt64,
            _infinitiesAbove = state["above"].AsInt64,
            Total = state["below"].AsInt64 + state["above"].AsInt64,
        };
        var mean = double.NaN;
        foreach (var item in state["centroids"].AsArray)
        {
            if (double.IsNaN(mean))
            {
                mean = item.AsDouble;
                continue;
            }

            result.Add(mean, item.AsDouble);
            mean = double.NaN;
        }

        result._min = state["min"].AsDouble;
        result._max = state["max"].AsDouble;
        return result;
    }

    private void Append(double value, double weight)
    {
        if (_count == (_means?.Length ?? 0))
        {
            if (_count == CentroidsMax)
            {
                Compress();
            }
            else
            {
                System.Array.Resize(ref _means, Math.Max(8, _count * 2));
                System.Array.Resize(ref _weights, _means.Length);
            }
        }

        _means![_count] = value;
        _weights![_count++] = weight;
    }

    private readonly void Sort() =>
        _means.AsSpan(0, _count).Sort(_weights.AsSpan(0, _count));

    private readonly double AtRank(double rank)
    {
        var seen = 0.0;
        for (var i = 0; i < _count; i++)
        {
            var weight = _weights![i];
            if (rank <= seen + weight)
            {
                return weight == 1 ? _means![i] : Interpolate(i, (rank - seen - 0.5) / weight);
            }

            seen += weight;
        }

        return _max;
    }

    // Within a centroid the numbers are taken to lie evenly between the midpoints to its neighbours.
    private readonly double Interpolate(int index, double fraction)
    {
        var low = index == 0 ? _min : (_means![index - 1] + _means[index]) / 2;
        var high = index == _count - 1 ? _max : (_means![index] + _means[index + 1]) / 2;
        return low + ((high - low) * Math.Clamp(fraction, 0, 1));
    }

    private void Compress()
    {
        Sort();
        var total = Total - _infinitiesBelow - _infinitiesAbove;
        var kept = 0;
        var before = 0.0;
        for (var i = 1; i < _count; i++)
        {
            var merged = _weights![kept] + _weights[i];
            if (Scale((before + merged) / total) - Scale(before / total) <= 1)
            {
                _means![kept] += (_means[i] - _means[kept]) * _weights[i] / merged;
                _weights[kept] = merged;
                continue;
            }

            before += _weights[kept];
            kept++;
            _means![kept] = _means[i];
            _weights[kept] = _weights[i];
        }

        _count = kept + 1;
    }

    private static double Scale(double fraction) =>
        Compression / (2 * Math.PI) * Math.Asin((2 * Math.Clamp(fraction, 0, 1)) - 1);
}
