using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>
/// Puts the fields of one document into another as an update by <c>$set</c> does, without compiling one: fields that
/// are there stay in their places, new ones follow in the order of their names.
/// </summary>
internal static class MergedDocument
{
    // Beyond so many, looking for each field among all would take longer than compiling the update.
    private const int FieldsMax = 64;

    /// <summary>Writes the document.</summary>
    /// <param name="existing">The document that is there; empty for none.</param>
    /// <param name="incoming">The fields to put in; an <c>_id</c> only where there is none.</param>
    /// <param name="output">Receives the document.</param>
    /// <returns>False for names that mean more than a field, and for very many fields.</returns>
    public static bool TryWrite(BsonDocument existing, BsonDocument incoming, BsonWriter output)
    {
        var count = CountPlain(incoming);
        if (count is 0 or > FieldsMax)
        {
            return false;
        }

        Span<int> added = stackalloc int[FieldsMax];
        var start = output.BeginDocument();
        foreach (var element in existing)
        {
            if (!element.NameEquals("_id"u8) && incoming.TryGetValue(element.NameUtf8, out var value))
            {
                output.WriteValue(element.NameUtf8, value);
            }
            else
            {
                output.WriteRaw(element.Raw);
            }
        }

        var addedCount = FindAdded(existing, incoming, added);
        WriteAdded(incoming, added[..addedCount], output);
        output.End(start);
        return true;
    }

    // How many fields there are; 0 when a name is a path, an operator, a number or empty, or stands there twice.
    private static int CountPlain(BsonDocument document)
    {
        var count = 0;
        foreach (var element in document)
        {
            var name = element.NameUtf8;
            if (name.IsEmpty || name[0] is (byte)'$' or (>= (byte)'0' and <= (byte)'9') || name.Contains((byte)'.'))
            {
                return 0;
            }

            count++;
        }

        return count;
    }

    // Where the fields begin that the other document lacks, in the order of their names; _id first of all.
    private static int FindAdded(BsonDocument existing, BsonDocument incoming, Span<int> added)
    {
        var count = 0;
        foreach (var element in incoming)
        {
            if (existing.TryGetValue(element.NameUtf8, out _))
            {
                continue;
            }

            var at = count++;
            while (at > 0 && IsBefore(element.NameUtf8, NameAt(incoming, added[at - 1])))
            {
                added[at] = added[at - 1];
                at--;
            }

            added[at] = element.RawOffset;
        }

        return count;
    }

    private static bool IsBefore(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) =>
        !other.SequenceEqual("_id"u8)
        && (name.SequenceEqual("_id"u8) || name.SequenceCompareTo(other) < 0);

    private static ReadOnlySpan<byte> NameAt(BsonDocument document, int offset)
    {
        var name = document.Buffer.AsSpan(offset + 1);
        return name[..name.IndexOf((byte)0)];
    }

    private static void WriteAdded(BsonDocument incoming, ReadOnlySpan<int> added, BsonWriter output)
    {
        foreach (var offset in added)
        {
            foreach (var element in incoming)
            {
                if (element.RawOffset == offset)
                {
                    output.WriteRaw(element.Raw);
                    break;
                }
            }
        }
    }
}
