using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Weather stations: <c>{station_id, city, location: {type, coordinates}, timestamp, temperature_c, humidity_percent,
/// pressure_hpa, wind: {speed_mps, direction_deg}, condition}</c>.
/// </summary>
internal static class WeatherSample
{
    public static readonly SampleFormat Format = new("sampleweather", "sampleweather", Write);

    private static readonly (string Station, string City, double Longitude, double Latitude)[] Stations =
    [
        ("ST-01", "Dublin", -6.26, 53.35),
        ("ST-02", "Nairobi", 36.82, -1.29),
        ("ST-03", "Osaka", 135.5, 34.69),
        ("ST-04", "Porto", -8.61, 41.15),
        ("ST-05", "Quito", -78.47, -0.18),
        ("ST-06", "Toronto", -79.38, 43.65),
    ];

    private static readonly string[] Conditions = ["clear", "cloudy", "fog", "rain", "snow", "storm"];

    private static void Write(BsonWriter writer, SampleMoment moment, ref SampleRandom random)
    {
        var (station, city, longitude, latitude) = random.Pick<(string, string, double, double)>(Stations);
        writer.WriteString("station_id"u8, station);
        writer.WriteString("city"u8, city);
        var location = writer.BeginDocument("location"u8);
        writer.WriteString("type"u8, "Point"u8);
        var coordinates = writer.BeginArray("coordinates"u8);
        writer.WriteDouble("0"u8, longitude);
        writer.WriteDouble("1"u8, latitude);
        writer.End(coordinates);
        writer.End(location);
        moment.WriteTimestamp(writer);
        writer.WriteDouble("temperature_c"u8, random.NextDouble(-10, 38, 1));
        writer.WriteInt32("humidity_percent"u8, random.Next(15, 100));
        writer.WriteDouble("pressure_hpa"u8, random.NextDouble(975, 1040, 1));
        var wind = writer.BeginDocument("wind"u8);
        writer.WriteDouble("speed_mps"u8, random.NextDouble(0, 24, 1));
        writer.WriteInt32("direction_deg"u8, random.Next(0, 359));
        writer.End(wind);
        writer.WriteString("condition"u8, random.Pick<string>(Conditions));
    }
}
