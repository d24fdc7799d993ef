using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Operators;

/// <summary>
/// A <c>$group</c> or <c>$count</c> over the results of a closing window: takes all of them into one state, then emits
/// it.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="output">What operators of a chain share.</param>
/// <param name="createState">Makes an empty state.</param>
internal sealed class StateOperator(string name, ChainOutput output, Func<WindowState> createState)
    : Operator(name, output)
{
    // Null before the first window, and when it was given back.
    private WindowState? _state;
    private DocumentOrigin _origin;
    private long _eventTimeMs;

    /// <inheritdoc/>
    public override long StateBytes => _state?.StateBytes ?? 0;

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        _origin = document.Origin;
        _eventTimeMs = document.EventTimeMs;
        _state ??= createState();
        try
        {
            _state.Add(document);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        _state?.Emit(_origin, _eventTimeMs, Next);
        _state?.Clear();
        Next.Finish();
    }

    /// <inheritdoc/>
    public override void GiveBack(long bytes) => _state = null;
}
