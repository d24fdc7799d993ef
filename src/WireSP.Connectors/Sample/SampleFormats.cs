namespace WireSP.Connectors.Sample;

/// <summary>The table of sample formats, sorted by name.</summary>
internal static class SampleFormats
{
    public static readonly IReadOnlyList<SampleFormat> All =
    [
        CommerceSample.Format,
        IotSample.Format,
        LogSample.Format,
        StockSample.Format,
        WeatherSample.Format,
        SolarSample.Format,
    ];

    /// <summary>
    /// The format of a connection: the one it names, else the one that its own name stands for; null when neither.
    /// </summary>
    public static SampleFormat? Find(string connectionName, string? formatName)
    {
        foreach (var format in All)
        {
            if (formatName is null ? format.ConnectionName == connectionName : format.Name == formatName)
            {
                return format;
            }
        }

        return null;
    }
}
