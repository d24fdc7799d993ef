using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Merges the fields of two documents: a field of both keeps its place and takes the later value.</summary>
internal static class DocumentMerge
{
    /// <summary>Writes the fields of the merged document; the caller opens and closes it.</summary>
    public static void WriteFields(BsonDocument earlier, BsonDocument later, BsonWriter writer)
    {
        foreach (var element in earlier)
        {
            if (later.TryGetValue(element.NameUtf8, out var value))
            {
                writer.WriteValue(element.NameUtf8, value);
            }
            else
            {
                writer.WriteRaw(element.Raw);
            }
        }

        foreach (var element in later)
        {
            if (!earlier.TryGetValue(element.NameUtf8, out _))
            {
                writer.WriteRaw(element.Raw);
            }
        }
    }
}
