using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The end of what a window does with each document at once: hands it to the state of the window at hand.
/// </summary>
internal sealed class WindowStateOperator(string name, ChainOutput output) : Operator(name, output)
{
    /// <summary>The window that the document being processed belongs to; set by the window operator.</summary>
    public WindowState? Current { get; set; }

    /// <summary>Counts documents that went past this operator, straight into their states.</summary>
    public void CountBatch(int count, long bytes) => Count(count, bytes);

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        try
        {
            Current!.Add(document);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
        }
    }
}
