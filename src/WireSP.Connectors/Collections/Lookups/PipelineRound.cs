namespace WireSP.Connectors.Collections.Lookups;

/// <summary>The distinct questions of a batch, handed out in order until their answers are enough to hold.</summary>
internal sealed class PipelineRound(long heldBytesMax)
{
    private readonly Dictionary<byte[], PipelineQuestion> _byKey = new(KeyBytes.Instance);
    private readonly List<PipelineQuestion> _questions = [];
    private long _heldBytes;
    private int _next;
    private volatile bool _isOver;

    /// <summary>How many there are.</summary>
    public int Count => _questions.Count;

    /// <summary>Adds a question, unless it was asked already.</summary>
    /// <returns>The one that will be answered.</returns>
    public PipelineQuestion Ask(PipelineQuestion question)
    {
        if (!_byKey.TryGetValue(question.Key, out var known))
        {
            _byKey[question.Key] = known = question;
            _questions.Add(question);
        }

        return known;
    }

    /// <summary>The next question; null when no more should be answered now. Safe for many threads.</summary>
    public PipelineQuestion? Next()
    {
        if (_isOver || Interlocked.Read(ref _heldBytes) > heldBytesMax)
        {
            return null;
        }

        var index = Interlocked.Increment(ref _next) - 1;
        return index < _questions.Count ? _questions[index] : null;
    }

    /// <summary>Counts what an answer holds.</summary>
    public void Held(long bytes) => Interlocked.Add(ref _heldBytes, bytes);

    /// <summary>Hands out no more.</summary>
    public void End() => _isOver = true;
}
