using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>The time zones that the expressions of one task used last, found by the bytes of their names.</summary>
internal sealed class ZoneCache
{
    private const int ZonesMax = 16;

    private readonly (byte[] Name, Zone Zone)[] _zones = new (byte[], Zone)[ZonesMax];
    private int _count;
    private int _oldest;

    /// <summary>The zone of that name.</summary>
    /// <exception cref="EvaluationException">There is none.</exception>
    public Zone Find(in BsonValue name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (name.Bytes.SequenceEqual(_zones[i].Name))
            {
                return _zones[i].Zone;
            }
        }

        if (!Zone.TryParse(name.AsString, out var zone))
        {
            throw new EvaluationException(40485, $"unrecognized time zone identifier: \"{name.AsString}\"");
        }

        _zones[_oldest] = (name.Bytes.ToArray(), zone);
        _oldest = (_oldest + 1) % ZonesMax;
        _count = Math.Min(_count + 1, ZonesMax);
        return zone;
    }
}
