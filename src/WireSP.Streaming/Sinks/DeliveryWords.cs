using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Sinks;

/// <summary>The words for how often a result takes effect, as options and statistics have them.</summary>
public static class DeliveryWords
{
    private const string AtLeastOnce = "atLeastOnce";
    private const string ExactlyOnce = "exactlyOnce";

    /// <summary>The word.</summary>
    public static string Of(DeliveryGuarantee guarantee) =>
        guarantee == DeliveryGuarantee.ExactlyOnce ? ExactlyOnce : AtLeastOnce;

    /// <summary>Reads the option <c>deliveryGuarantee</c>; null where there is none of the two words.</summary>
    public static DeliveryGuarantee? Read(StageFields config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.OptionalChoice("deliveryGuarantee", AtLeastOnce, ExactlyOnce) switch
        {
            AtLeastOnce => DeliveryGuarantee.AtLeastOnce,
            ExactlyOnce => DeliveryGuarantee.ExactlyOnce,
            _ => null,
        };
    }
}
