using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Where reading of changes stands, as checkpoints keep it.</summary>
internal sealed record ChangePosition
{
    private const string TokenField = "resumeToken";
    private const string TimeField = "startAtOperationTime";
    private const string EndField = "ended";
    private const string CopyField = "initialSync";

    /// <summary>The token to go on after; null to begin at a time, or now.</summary>
    public BsonDocument? Token { get; init; }

    /// <summary>The first time whose changes are read; null to begin elsewhere.</summary>
    public ulong? StartTime { get; init; }

    /// <summary>What ended the stream behind the token; null when nothing did.</summary>
    public string? End { get; init; }

    /// <summary>How far the copy has come; null where none is made.</summary>
    public BsonDocument? Copy { get; init; }

    /// <summary>The position of a token alone.</summary>
    public static BsonDocument After(BsonDocument token) => new ChangePosition { Token = token }.ToDocument();

    /// <summary>The position of a time alone.</summary>
    public static BsonDocument At(ulong time) => new ChangePosition { StartTime = time }.ToDocument();

    /// <summary>Reads what <see cref="ToDocument"/> wrote.</summary>
    public static ChangePosition Parse(BsonDocument document) => new()
    {
        Token = document[TokenField] is { Type: BsonType.Document } token ? token.AsDocument : null,
        StartTime = document[TimeField] is { Type: BsonType.Timestamp } time ? time.AsTimestamp : null,
        Copy = document[CopyField] is { Type: BsonType.Document } copy ? copy.AsDocument : null,
        End = document[EndField] is { Type: BsonType.String } end ? end.AsString : null,
    };

    /// <summary>The position as it is stored.</summary>
    public BsonDocument ToDocument() => new BsonDocumentBuilder
    {
        { TokenField, Token is { } token ? token : BsonValue.Missing },
        { TimeField, StartTime is { } time ? BsonValue.FromTimestamp(time) : BsonValue.Missing },
        { EndField, End is { } end ? end : BsonValue.Missing },
        { CopyField, Copy is { } copy ? copy : BsonValue.Missing },
    }.ToDocument();
}
