namespace WireSP.Streaming.Operators;

/// <summary>Lets the first documents of one window pass.</summary>
internal sealed class LimitOperator(string name, ChainOutput output, long limit) : Operator(name, output)
{
    private long _passed;

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        if (_passed < limit)
        {
            _passed++;
            Next.Process(document);
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        _passed = 0;
        Next.Finish();
    }
}
