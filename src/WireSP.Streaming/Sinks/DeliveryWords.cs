namespace WireSP.Streaming.Sinks;

/// <summary>The words for how often a result takes effect, as options and statistics have them.</summary>
public static class DeliveryWords
{
    /// <summary>The word.</summary>
    public static string Of(DeliveryGuarantee guarantee) =>
        guarantee == DeliveryGuarantee.ExactlyOnce ? "exactlyOnce" : "atLeastOnce";
}
