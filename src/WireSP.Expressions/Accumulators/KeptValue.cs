using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>A value that a state keeps in bytes of its own, which the next one takes over where it fits.</summary>
internal static class KeptValue
{
    private const long ArrayHeaderBytes = 24;

    /// <summary>Bytes that a kept value refers to.</summary>
    public static long Bytes(in BsonValue kept) => kept.Buffer is { } bytes ? bytes.Length + ArrayHeaderBytes : 0;

    /// <summary>Keeps a value in place of another; a missing one becomes null.</summary>
    public static void Replace(ref BsonValue kept, in BsonValue value)
    {
        if (value.Buffer is null)
        {
            kept = value.IsMissing ? BsonValue.Null : value;
            return;
        }

        kept = value.CopyOver(kept);
    }
}
