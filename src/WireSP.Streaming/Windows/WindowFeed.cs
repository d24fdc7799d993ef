using WireSP.Streaming.Operators;
using WireSP.Streaming.Time;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Takes the documents of source batches straight into the panes of a window that nothing stands before, each in step
/// with the watermark. Does what taking them one by one does, without a call to an operator for each.
/// </summary>
/// <param name="source">Answers for documents in which nobody can find a field, or which have no time.</param>
/// <param name="window">The window.</param>
/// <param name="fields">The source's scope, which the window's state reads as well.</param>
/// <param name="watermarks">The watermark; null where nothing depends on it.</param>
internal sealed class WindowFeed(
    IDocumentMaker source, PaneWindowOperator window, FieldScope fields, WatermarkTracker? watermarks)
{
    // Memory answers in the time that it takes to process a few documents.
    private const int DocumentsAhead = 4;

    private readonly PaneWindowOperator _window = window;
    private readonly FieldScope _fields = fields;
    private readonly WatermarkTracker? _watermarks = watermarks;
    private Step _step;
    private long _futureFromMs;
    private int _index;
    private int _refusedCount;
    private long _refusedBytes;
    private int _missedCount;
    private long _missedBytes;

    private enum Step
    {
        Finding,
        Taking,
        Following,
    }

    /// <summary>Takes the documents of a batch.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="nowMs">What time it is.</param>
    /// <param name="futureFromMs">The latest event time that is not refused.</param>
    public void ProcessAll(DocumentRows documents, long nowMs, long futureFromMs)
    {
        _futureFromMs = futureFromMs;
        _index = -1;
        (_refusedCount, _refusedBytes) = (0, 0);
        (_missedCount, _missedBytes) = (0, 0);
        while (_index < documents.Count)
        {
            try
            {
                Run(documents, nowMs);
            }
            catch (Exception failure) when (Fails(documents[_index], failure))
            {
                // What cannot be taken has come all the same.
                if (_step == Step.Taking)
                {
                    Follow(documents, nowMs);
                }
            }
        }

        var count = documents.Count - _refusedCount;
        var bytes = documents.Bytes - _refusedBytes;
        _window.CountBatch(count, bytes, count - _missedCount, bytes - _missedBytes);
    }

    private void Run(DocumentRows documents, long nowMs)
    {
        while (++_index < documents.Count)
        {
            _step = Step.Finding;
            documents.Prefetch(_index + DocumentsAhead);
            _fields.Begin(documents, _index);
            if (documents.EventTimeOf(_index) > _futureFromMs)
            {
                throw new FutureEventException(documents.EventTimeOf(_index));
            }

            if (_window.PartFor(documents, _index) is { } part)
            {
                _step = Step.Taking;
                part.Add(documents, _index);
            }
            else
            {
                _missedCount++;
                _missedBytes += documents.LengthOf(_index);
            }

            _step = Step.Following;
            Follow(documents, nowMs);
        }
    }

    // The document goes first: the watermark that it raises must not be ahead of it.
    private void Follow(DocumentRows documents, long nowMs)
    {
        if (_watermarks is not null
            && _watermarks.Observe(documents.PartitionOf(_index), documents.EventTimeOf(_index), nowMs))
        {
            _window.Advance(_watermarks.Current);
        }
    }

    private bool Fails(in StreamDocument document, Exception failure)
    {
        if (_step == Step.Taking)
        {
            return _window.FailsInside(document, failure);
        }

        if (!source.Fails(document, failure))
        {
            return false;
        }

        if (_step == Step.Finding)
        {
            _refusedCount++;
            _refusedBytes += document.Body.Length;
        }

        return true;
    }
}
