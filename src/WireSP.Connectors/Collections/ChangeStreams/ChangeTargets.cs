using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Counts what was read, by collection.</summary>
internal sealed class ChangeTargets
{
    private readonly Dictionary<BsonValue, Counts> _counts = new(IdComparer.Instance);

    /// <summary>Counts a document of a namespace <c>{db, coll}</c>.</summary>
    public void Count(in BsonValue name, int bytes)
    {
        if (!_counts.TryGetValue(name, out var counts))
        {
            if (name.Type != BsonType.Document || _counts.Count >= CopyLimits.TargetsMax)
            {
                return;
            }

            counts = new Counts();
            _counts.Add(name.AsDocument.Copy(), counts);
        }

        counts.Documents++;
        counts.Bytes += bytes;
    }

    /// <summary>Writes <c>targetStats</c>; those that are copied first, in their order.</summary>
    public void Write(BsonWriter writer, ChangeSourceOptions options, InitialCopy? copy)
    {
        var index = 0;
        var list = writer.BeginArray("targetStats"u8);
        for (var i = 0; copy is not null && i < options.Collections.Count; i++)
        {
            BsonValue name = new BsonDocumentBuilder
            {
                { "db", options.Database }, { "coll", options.Collections[i] },
            }.ToDocument();
            Write(writer, index++, name.AsDocument, _counts.GetValueOrDefault(name), (copy, i));
        }

        foreach (var (name, counts) in _counts)
        {
            if (copy is null)
            {
                Write(writer, index++, name.AsDocument, counts, null);
            }
        }

        writer.End(list);
    }

    private static void Write(
        BsonWriter writer, int index, BsonDocument name, Counts? counts, (InitialCopy Copy, int Collection)? copied)
    {
        writer.WriteHeader(BsonType.Document, index);
        var row = writer.BeginDocument();
        foreach (var element in name)
        {
            writer.WriteValue(element.Name, element.Value);
        }

        writer.WriteInt64("inputMessageCount"u8, counts?.Documents ?? 0);
        writer.WriteInt64("inputMessageSize"u8, counts?.Bytes ?? 0);
        if (copied is var (copy, collection))
        {
            var sync = writer.BeginDocument("initialSync"u8);
            writer.WriteInt64("estimatedDocs"u8, copy.Progress.Estimated[collection]);
            writer.WriteInt64("copiedDocs"u8, copy.Progress.Copied[collection]);
            writer.WriteString("status"u8, copy.StatusOf(collection));
            writer.End(sync);
        }

        writer.End(row);
    }

    private sealed class Counts
    {
        public long Documents { get; set; }

        public long Bytes { get; set; }
    }
}
