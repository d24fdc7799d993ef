using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>Renders dead letters: the failed document, where it came from, which operator refused it and why.</summary>
internal sealed class DeadLetterFormat(TaskContext context, string? instanceName, string streamMetaFieldName)
{
    private readonly BsonWriter _writer = new();

    /// <summary>Renders one dead letter to bytes of its own.</summary>
    /// <param name="operatorName">The operator that refused it.</param>
    /// <param name="content">The document as it was there, or a record's raw content.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="details">More about the reason, added to <c>errInfo</c>.</param>
    public BsonDocument Render(
        string operatorName, BsonValue content, in DocumentOrigin origin, string reason, BsonDocument details)
    {
        _writer.Reset();
        var root = _writer.BeginDocument();
        StreamMetadata.Write(_writer, streamMetaFieldName, origin);
        var error = _writer.BeginDocument("errInfo"u8);
        _writer.WriteString("reason"u8, reason);
        _writer.WriteRaw(details.Span[4..^1]);
        _writer.End(error);
        _writer.WriteValue("doc"u8, content);
        _writer.WriteString("processorName"u8, context.ProcessorName);
        if (instanceName is not null)
        {
            _writer.WriteString("instanceName"u8, instanceName);
        }

        _writer.WriteDateTime("dlqTime"u8, context.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        _writer.WriteString("operatorName"u8, operatorName);
        _writer.End(root);
        return _writer.ToDocument();
    }
}
