using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Connectors.Local.Queries;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Reads the first batch of a cursor and keeps the cursor when more will follow.</summary>
internal static class CursorOpening
{
    /// <summary>How many documents the first batch may have, of a command whose <c>cursor</c> says so.</summary>
    /// <exception cref="MongoCommandException">The field is malformed.</exception>
    public static int BatchSize(CommandArguments arguments)
    {
        if (arguments.Document("cursor") is not { } cursor)
        {
            return LocalLimits.FirstBatchDocuments;
        }

        foreach (var element in cursor)
        {
            if (!element.NameEquals("batchSize"u8))
            {
                throw new MongoCommandException(
                    ErrorCode.IDLUnknownField, $"BSON field 'cursor.{element.Name}' is an unknown field.");
            }
        }

        return Size(cursor["batchSize"]) ?? LocalLimits.FirstBatchDocuments;
    }

    /// <summary>A number of documents; null when none is given.</summary>
    /// <exception cref="MongoCommandException">It is no whole number of at least 0.</exception>
    public static int? Size(BsonValue value)
    {
        if (value.IsNullish)
        {
            return null;
        }

        if (!value.IsNumber)
        {
            throw CommandErrors.WrongType("batchSize", value.Type, BsonType.Int64);
        }

        return BsonValueComparer.Compare(value, 0) < 0
            ? throw new MongoCommandException(ErrorCode.BadValue, "BatchSize value must be non-negative")
            : BsonValueComparer.Compare(value, int.MaxValue) > 0 ? int.MaxValue : Truncated(value);
    }

    /// <summary>Answers the command that opens a cursor.</summary>
    public static async ValueTask<BsonDocument> ReplyAsync(
        CollectionService service,
        CommandRequest request,
        LocalCursor cursor,
        CursorRequest wanted,
        CancellationToken cancellationToken)
    {
        var batch = new CursorBatch(wanted.BatchSize);
        if (wanted.BatchSize > 0 || cursor.ResumeToken is not null)
        {
            await cursor.ReadAsync(batch, TimeSpan.Zero, cancellationToken);
        }

        var isOpen = !cursor.IsExhausted && !wanted.IsSingleBatch;
        var id = isOpen ? service.Cursors.Add(cursor, wanted.Name, request.Client).Id : 0;
        var reply = CursorReply.Begin(batch, isFirst: true, id, wanted.Name, cursor.ResumeToken);
        return CursorReply.End(
            reply, cursor.ResumeToken is null ? null : service.Collections.OperationTime);
    }

    private static int Truncated(BsonValue value) => value.Type switch
    {
        BsonType.Int32 => value.AsInt32,
        BsonType.Int64 => (int)value.AsInt64,
        BsonType.Double => (int)value.AsDouble,
        _ => (int)value.AsDecimal128.ToDouble(),
    };
}
