using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Time;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Takes the documents of source batches straight into the parts of a window that nothing stands before, each in step
/// with the watermark: many at once where no window ends between them. Does what taking them
/// one by one does.
/// </summary>
internal sealed class WindowFeed
{
    private const int PatienceMax = 64;

    // A run and the next one, which is fetched meanwhile.
    private const int SlicesMax = 2 * RunReader.DocumentsMax;

    private readonly IDocumentMaker _source;
    private readonly WindowOperator _window;
    private readonly FieldScope _fields;
    private readonly WatermarkTracker? _watermarks;

    // Null where documents have to be taken one by one.
    private readonly RunReader? _runs;
    // Which of the reader's inputs is the time; negative when the documents come with one.
    private readonly int _timeInput = -1;

    // How many documents are taken by themselves before several are tried again: more of them each time that fails.
    private int _patience = 1;
    private int _aloneCount;

    private Step _step;
    private long _futureFromMs;
    private int _index;
    private int _refusedCount;
    private long _refusedBytes;
    private int _missedCount;
    private long _missedBytes;

    /// <summary>Creates the feed of a window.</summary>
    /// <param name="source">Answers for documents in which nobody can find a field, or which have no time.</param>
    /// <param name="window">The window.</param>
    /// <param name="fields">The source's scope, which the window's state reads as well.</param>
    /// <param name="watermarks">The watermark; null where nothing depends on it.</param>
    public WindowFeed(
        IDocumentMaker source, WindowOperator window, FieldScope fields, WatermarkTracker? watermarks)
    {
        _source = source;
        _window = window;
        _fields = fields;
        _watermarks = watermarks;
        if (window.RunInputs is not { } inputs)
        {
            return;
        }

        if (fields.Time is { } time)
        {
            _timeInput = inputs.Count;
            inputs = [.. inputs, new RunInput(time.Expression, RunInputKind.Time)];
        }

        _runs = fields.CreateRunReader(inputs);
    }

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
        while (_index + 1 < documents.Count)
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
        while (_index + 1 < documents.Count)
        {
            var count = ReadRun(documents);
            for (var row = 0; row < count; row++)
            {
                row += TakeRun(documents, row, count - row, nowMs);
                if (row < count)
                {
                    TakeOne(documents, nowMs);
                }
            }

            if (count < RunReader.DocumentsMax && _index + 1 < documents.Count)
            {
                TakeOne(documents, nowMs);
            }
        }
    }

    private int ReadRun(DocumentRows documents)
    {
        if (_runs is null || _aloneCount > 0)
        {
            _aloneCount--;
            return 0;
        }

        var first = _index + 1;
        var slices = documents.SlicesOfPartition(first, SlicesMax, out var buffer);
        var count = _runs.Read(_fields.Context, buffer, slices);
        if (count == 0)
        {
            _aloneCount = _patience;
            _patience = Math.Min(_patience * 2, PatienceMax);
            return 0;
        }

        _patience = 1;
        return count;
    }

    // Takes as many of the documents that were read as need no closer look.
    private int TakeRun(DocumentRows documents, int row, int count, long nowMs)
    {
        var times = _timeInput < 0
            ? documents.EventTimesFrom(_index + 1, count)
            : _runs![_timeInput].Payloads.Slice(row, count);
        var taken = _window.TakeRun(_runs!, row, times, _futureFromMs, out var latestMs);
        _index += taken;
        if (taken > 0 && _watermarks is not null && _watermarks.Observe(documents.PartitionOf(_index), latestMs, nowMs))
        {
            _window.Advance(_watermarks.Current);
        }

        return taken;
    }

    private void TakeOne(DocumentRows documents, long nowMs)
    {
        _index++;
        _step = Step.Finding;
        documents.Prefetch(_index + Prefetch.DocumentsAhead);
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

        if (!_source.Fails(document, failure))
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
