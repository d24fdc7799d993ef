using System.Buffers.Text;
using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Readings of solar panels, the stream that every workspace has:
/// <c>{device_id, group_id, timestamp, max_watts, event_type, obs: {watts, temp}}</c>, some with <c>event_details</c>.
/// </summary>
internal static class SolarSample
{
    public static readonly SampleFormat Format = new("solar", "sample_stream_solar", Write);

    private const int DeviceMax = 10;
    private const int GroupMax = 10;

    private static void Write(BsonWriter writer, SampleMoment moment, ref SampleRandom random)
    {
        var device = random.Next(0, DeviceMax);

        // A panel's rating does not change from reading to reading.
        var maxWatts = device % 2 == 0 ? 250 : 450;
        var eventType = random.Next(0, 4) == 0 ? 1 : 0;

        Span<byte> name = stackalloc byte[16];
        "device_"u8.CopyTo(name);
        _ = Utf8Formatter.TryFormat(device, name[7..], out var digits);
        writer.WriteString("device_id"u8, name[..(7 + digits)]);
        writer.WriteInt32("group_id"u8, random.Next(1, GroupMax));
        moment.WriteTimestamp(writer);
        writer.WriteInt32("max_watts"u8, maxWatts);
        writer.WriteInt32("event_type"u8, eventType);
        var observation = writer.BeginDocument("obs"u8);
        writer.WriteInt32("watts"u8, random.Next(0, maxWatts));
        writer.WriteInt32("temp"u8, random.Next(5, 30));
        writer.End(observation);
        if (eventType == 1 && random.Next(0, 1) == 0)
        {
            writer.WriteString("event_details"u8, "Network error"u8);
        }
    }
}
