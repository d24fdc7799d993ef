using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>Stored form of a processor row: one BSON document, so that a new field needs no new column.</summary>
internal static class ProcessorRowCodec
{
    /// <summary>The stored form; name, id and version have columns of their own.</summary>
    public static BsonDocument Encode(ProcessorRow row)
    {
        var builder = new BsonDocumentBuilder
        {
            { "pipeline", row.Pipeline },
            { "pipelineVersion", row.PipelineVersion },
            { "dlq", row.Options.DeadLetterQueue },
            { "isWanted", row.IsWanted },
            { "hasStarted", row.HasStarted },
            { "restState", (int)row.RestState },
            { "errorMessage", row.ErrorMessage },
            { "errorCode", row.ErrorCode },
            { "isErrorRetryable", row.IsErrorRetryable },
            { "lastModified", BsonValue.FromDateTime(row.LastModified) },
            { "lastStateChange", BsonValue.FromDateTime(row.LastStateChange) },
            { "modifiedBy", row.ModifiedBy },
            { "tier", row.Options.Tier },
            { "streamMetaFieldName", row.Options.StreamMetaFieldName },
            { "maxEventTimeAheadMs", Milliseconds(row.Options.EventTimeAheadMax) },
            { "startedTier", row.StartedTier },
            { "startPosition", row.StartPosition is { } start ? start : BsonValue.Missing },
            { "checkpointIntervalMs", Milliseconds(row.Options.CheckpointInterval) },
        };
        return builder.ToDocument();
    }

    /// <summary>The row of a stored form.</summary>
    public static ProcessorRow Decode(string id, string name, long version, BsonDocument body) => new()
    {
        Id = id,
        Name = name,
        Version = version,
        Pipeline = body["pipeline"].AsArray,
        PipelineVersion = body["pipelineVersion"].AsInt32,
        Options = new ProcessorOptions(
            Text(body["tier"]),
            Text(body["streamMetaFieldName"]),
            body["dlq"].AsDocument)
        {
            CheckpointInterval = body["checkpointIntervalMs"] is { Type: BsonType.Int64 } interval
                ? TimeSpan.FromMilliseconds(interval.AsInt64)
                : null,
            EventTimeAheadMax = body["maxEventTimeAheadMs"] is { Type: BsonType.Int64 } ahead
                ? TimeSpan.FromMilliseconds(ahead.AsInt64)
                : null,
        },
        IsWanted = body["isWanted"].AsBoolean,
        HasStarted = body["hasStarted"].AsBoolean,
        StartedTier = Text(body["startedTier"]),
        StartPosition = body["startPosition"] is { Type: BsonType.Document } start ? start.AsDocument : null,
        RestState = (RestState)body["restState"].AsInt32,
        ErrorMessage = body["errorMessage"].AsString,
        ErrorCode = body["errorCode"].AsInt32,
        IsErrorRetryable = body["isErrorRetryable"].AsBoolean,
        LastModified = DateTimeOffset.FromUnixTimeMilliseconds(body["lastModified"].AsDateTimeMs),
        LastStateChange = DateTimeOffset.FromUnixTimeMilliseconds(body["lastStateChange"].AsDateTimeMs),
        ModifiedBy = body["modifiedBy"].AsString,
    };

    private static BsonValue Milliseconds(TimeSpan? span) =>
        span is { } known ? (long)known.TotalMilliseconds : BsonValue.Null;

    private static string? Text(BsonValue value) => value.IsNullish ? null : value.AsString;
}
