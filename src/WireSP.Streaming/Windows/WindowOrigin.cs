using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Metadata of what comes out of one window: the window's bounds, and of the source only its type. Documents that the
/// window only kept have their own source part beside the bounds.
/// </summary>
internal sealed class WindowOrigin(IOriginDescriber? source, long startMs, long endMs) : IOriginDescriber
{
    private Dictionary<IOriginDescriber, IOriginDescriber>? _kept;

    /// <summary>First millisecond after the window.</summary>
    public long EndMs => endMs;

    /// <summary>The partition of a session; missing for other windows.</summary>
    public BsonValue Partition { get; init; } = BsonValue.Missing;

    /// <inheritdoc/>
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        WriteSourceType(origin, writer);
        WriteWindow(writer);
    }

    /// <summary>The describer of a document that the window kept as it was.</summary>
    public IOriginDescriber Within(IOriginDescriber? inner)
    {
        if (inner is null)
        {
            return this;
        }

        _kept ??= [];
        if (!_kept.TryGetValue(inner, out var describer))
        {
            _kept[inner] = describer = new KeptDocumentOrigin(inner, this);
        }

        return describer;
    }

    private void WriteSourceType(in DocumentOrigin origin, BsonWriter writer)
    {
        if (source is null)
        {
            return;
        }

        var scratch = new BsonWriter();
        var start = scratch.BeginDocument();
        source.WriteMetadata(origin with { Details = BsonDocument.Empty }, scratch);
        scratch.End(start);
        if (scratch.DocumentFrom(start)["source"] is { Type: BsonType.Document } found)
        {
            var part = writer.BeginDocument("source"u8);
            writer.WriteValue("type"u8, found.AsDocument["type"]);
            writer.End(part);
        }
    }

    private void WriteWindow(BsonWriter writer)
    {
        var window = writer.BeginDocument("window"u8);
        writer.WriteDateTime("start"u8, startMs);
        writer.WriteDateTime("end"u8, endMs);
        if (!Partition.IsMissing)
        {
            writer.WriteValue("partition"u8, Partition);
        }

        writer.End(window);
    }

    private sealed class KeptDocumentOrigin(IOriginDescriber inner, WindowOrigin window) : IOriginDescriber
    {
        public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
        {
            inner.WriteMetadata(origin, writer);
            window.WriteWindow(writer);
        }
    }
}
