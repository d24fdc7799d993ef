namespace WireSP.Streaming.Sinks;

/// <summary>Takes documents that a sink could not write; each goes to the dead letter queue.</summary>
public interface ISinkFailures
{
    /// <summary>Reports one document.</summary>
    /// <param name="document">The document; copied when kept.</param>
    /// <param name="reason">Why it could not be written.</param>
    void DeadLetter(in StreamDocument document, string reason);
}
