namespace WireSP.Server.Sampling;

/// <summary>When a sample cursor ends by itself.</summary>
/// <param name="Documents">After so many documents.</param>
/// <param name="Bytes">After so many bytes.</param>
internal readonly record struct SampleCursorLimits(long Documents, long Bytes)
{
    /// <summary>Limits of sampling a stored processor.</summary>
    public static SampleCursorLimits Sampling(long? documents) =>
        new(documents ?? long.MaxValue, SampleLimits.SampledBytesMax);

    /// <summary>Limits of <c>sp.process()</c>, which ends by time.</summary>
    public static SampleCursorLimits Processing(long? documents) => new(documents ?? long.MaxValue, long.MaxValue);
}
