namespace WireSP.Streaming.Windows;

/// <summary>
/// Brings the parts of a closing window together in the state of its first blocking stage: merges states, or takes the
/// documents that were kept through the stages that have not seen them yet.
/// </summary>
internal sealed class WindowResults(WindowOperator owner, WindowChain chain)
{
    private WindowState? _state;
    private WindowState? _documents;

    /// <summary>Bytes of what is kept for the next window.</summary>
    public long SpareBytes { get; private set; }

    /// <summary>The window's whole state; a part itself when there is only that.</summary>
    public WindowState Of(IReadOnlyList<WindowState> parts, WindowOrigin window)
    {
        if (chain.Keeping == WindowKeeping.States)
        {
            return parts.Count == 1 ? parts[0] : Merge(_state ??= chain.CreateState(), parts);
        }

        var documents = parts.Count == 1 ? parts[0] : Merge(_documents ??= chain.CreateDocuments(), parts);
        _state ??= chain.CreateState();
        Replay((DocumentsState)documents, window);
        _documents?.Clear();
        return _state;
    }

    /// <summary>Says that a state from <see cref="Of"/> is no longer needed.</summary>
    public void Release(WindowState state)
    {
        if (ReferenceEquals(state, _state))
        {
            state.Clear();
            SpareBytes = state.StateBytes + (_documents?.StateBytes ?? 0);
        }
    }

    /// <summary>Gives back what is kept for the next window.</summary>
    public void GiveBack()
    {
        (_state, _documents) = (null, null);
        SpareBytes = 0;
    }

    /// <summary>Takes a document through the stages that look at its window.</summary>
    public void ProcessWithin(WindowOrigin window, in StreamDocument document)
    {
        var origin = document.Origin;
        var within = new StreamDocument(
            document.Body, document.EventTimeMs, origin with { Describer = window.Within(origin.Describer) });
        try
        {
            chain.Fields!.Begin(within);
        }
        catch (Exception failure) when (owner.Fails(document, failure))
        {
            return;
        }

        chain.First.Process(within);
    }

    private static WindowState Merge(WindowState target, IReadOnlyList<WindowState> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            target.Merge(parts[i]);
        }

        return target;
    }

    private void Replay(DocumentsState documents, WindowOrigin window)
    {
        var origins = new OriginTable();
        chain.Collector.Current = _state;
        for (var i = 0; i < documents.Count; i++)
        {
            var document = documents.Read(i, origins);
            if (chain.Keeping == WindowKeeping.Inputs)
            {
                ProcessWithin(window, document);
            }
            else if (IsRead(document))
            {
                chain.Collector.Process(document);
            }
        }
    }

    private bool IsRead(in StreamDocument document)
    {
        try
        {
            chain.StateFields?.Begin(document);
            return true;
        }
        catch (Exception failure) when (owner.Fails(document, failure))
        {
            return false;
        }
    }
}
