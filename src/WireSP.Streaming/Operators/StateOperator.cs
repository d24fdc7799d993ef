using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Operators;

/// <summary>
/// A <c>$group</c> or <c>$count</c> over the results of a closing window: takes all of them into one state, then emits
/// it.
/// </summary>
internal sealed class StateOperator(string name, ChainOutput output, WindowState state) : Operator(name, output)
{
    private DocumentOrigin _origin;
    private long _eventTimeMs;

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        _origin = document.Origin;
        _eventTimeMs = document.EventTimeMs;
        try
        {
            state.Add(document);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        state.Emit(_origin, _eventTimeMs, Next);
        state.Clear();
        Next.Finish();
    }
}
