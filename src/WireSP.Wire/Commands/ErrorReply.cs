using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>The reply to a command that failed.</summary>
internal static class ErrorReply
{
    /// <summary>Builds <c>{ok: 0.0, errmsg, code, codeName[, errorLabels][, fields][, errInfo]}</c>.</summary>
    public static BsonDocument Create(MongoCommandException error)
    {
        var reply = new BsonDocumentBuilder
        {
            { "ok", 0.0 },
            { "errmsg", error.Message },
            { "code", (int)error.Code },
            { "codeName", ErrorCodeNames.Of(error.Code) },
        };
        if (error.ErrorLabels.Count > 0)
        {
            var labels = new BsonArrayBuilder();
            foreach (var label in error.ErrorLabels)
            {
                labels.Add(label);
            }

            reply.Add("errorLabels", labels.ToArray());
        }

        reply.AddRange(error.ExtraFields);
        if (error.ErrorDetails is { } details)
        {
            reply.Add("errInfo", details);
        }

        return reply.ToDocument();
    }
}
