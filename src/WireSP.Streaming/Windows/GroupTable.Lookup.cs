using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <content>Keys that are looked for and not added.</content>
internal sealed partial class GroupTable
{
    /// <summary>The number of a key; -1 when it is not known.</summary>
    /// <exception cref="BsonFormatException">The key is malformed.</exception>
    public int Find(in BsonValue key)
    {
        var hash = key.Type switch
        {
            BsonType.Int32 or BsonType.Int64 => HashOf(key.Payload),
            BsonType.String => Narrow(BsonValueComparer.HashText(key.Bytes)),
            _ => HashOf(key),
        };
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; _slots[at] != 0; at = (at + 1) & mask)
        {
            var group = Math.Abs((int)_slots[at]) - 1;
            if ((uint)(_slots[at] >> 32) == hash && BsonValueComparer.Equals(KeyOf(group), key))
            {
                return group;
            }
        }

        return -1;
    }
}
