using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Request logs of web services: <c>{timestamp, level, service, host, request: {method, path, status, duration_ms},
/// message}</c>.
/// </summary>
internal static class LogSample
{
    public static readonly SampleFormat Format = new("samplelog", "samplelog", Write);

    private static readonly string[] Services = ["auth", "cart", "catalog", "payment", "search"];
    private static readonly string[] Methods = ["GET", "GET", "GET", "POST", "PUT", "DELETE"];
    private static readonly string[] Paths = ["/", "/items", "/items/42", "/login", "/orders", "/search"];

    private static void Write(BsonWriter writer, SampleMoment moment, ref SampleRandom random)
    {
        var status = random.Next(1, 100) switch
        {
            > 15 => 200,
            > 10 => 201,
            > 5 => 404,
            > 2 => 429,
            _ => 500,
        };
        var duration = random.Next(1, status == 500 ? 30_000 : 400);
        moment.WriteTimestamp(writer);
        writer.WriteString("level"u8, status >= 500 ? "ERROR"u8 : status >= 400 ? "WARN"u8 : "INFO"u8);
        var service = random.Pick<string>(Services);
        writer.WriteString("service"u8, service);
        writer.WriteString("host"u8, $"{service}-{random.Next(1, 4)}");
        var request = writer.BeginDocument("request"u8);
        writer.WriteString("method"u8, random.Pick<string>(Methods));
        writer.WriteString("path"u8, random.Pick<string>(Paths));
        writer.WriteInt32("status"u8, status);
        writer.WriteInt32("duration_ms"u8, duration);
        writer.End(request);
        writer.WriteString("message"u8, status >= 400 ? "request failed"u8 : "request served"u8);
    }
}
