namespace WireSP.Streaming.Sinks;

/// <summary>How often a result takes effect when a task is interrupted and goes on.</summary>
public enum DeliveryGuarantee
{
    /// <summary>Once or, after a crash, once more.</summary>
    AtLeastOnce,

    /// <summary>Once, for whoever reads committed results.</summary>
    ExactlyOnce,
}
