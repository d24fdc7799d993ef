using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Machine sensors: <c>{device_id, device_type, site, timestamp, status, readings: {temperature_c, vibration_mm_s,
/// battery_percent}}</c>.
/// </summary>
internal static class IotSample
{
    public static readonly SampleFormat Format = new("sampleiot", "sampleiot", Write);

    private const int DeviceMax = 24;

    private static readonly string[] Types = ["compressor", "conveyor", "pump", "turbine"];
    private static readonly string[] Sites = ["north", "east", "south", "west"];

    private static void Write(BsonWriter writer, SampleMoment moment, ref SampleRandom random)
    {
        var device = random.Next(1, DeviceMax);
        var isAlarming = random.Next(1, 20) == 1;
        writer.WriteString("device_id"u8, $"sensor-{device:D3}");
        writer.WriteString("device_type"u8, Types[device % Types.Length]);
        writer.WriteString("site"u8, Sites[device / Types.Length % Sites.Length]);
        moment.WriteTimestamp(writer);
        writer.WriteString("status"u8, isAlarming ? "alarm"u8 : "ok"u8);
        var readings = writer.BeginDocument("readings"u8);
        writer.WriteDouble("temperature_c"u8, random.NextDouble(isAlarming ? 85 : 20, isAlarming ? 120 : 80, 1));
        writer.WriteDouble("vibration_mm_s"u8, random.NextDouble(0.2, isAlarming ? 18 : 7, 2));
        writer.WriteInt32("battery_percent"u8, random.Next(5, 100));
        writer.End(readings);
    }
}
