using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Fields;

/// <summary>What the inputs of a <see cref="RunReader"/> are for the documents of one shape.</summary>
/// <param name="owner">Whose inputs; another reader that meets the shape works out its own.</param>
/// <param name="shape">The shape.</param>
/// <param name="items">One for each input; null when documents of the shape have to be taken one by one.</param>
internal sealed class ShapeSources(RunReader owner, FieldShape shape, RunSource[]? items)
{
    private bool _isCodeDecided;
    private int _read;

    /// <summary>Whose inputs.</summary>
    public RunReader Owner { get; } = owner;

    /// <summary>One for each input; null when documents of the shape have to be taken one by one.</summary>
    public RunSource[]? Items { get; } = items;

    /// <summary>Code that reads them all; null where there is none, or not yet.</summary>
    public ReadCode? Code { get; private set; }

    /// <summary>Notes that documents were read without code.</summary>
    /// <param name="count">How many.</param>
    /// <param name="after">How many have to have been read before code is written.</param>
    /// <param name="lines">In which cache lines, as <see cref="RunFetch.Lines"/>.</param>
    public void CountReads(int count, int after, uint lines)
    {
        if (!_isCodeDecided && (_read += count) > after)
        {
            _isCodeDecided = true;
            Code = RunCode.IsOfUse ? ReadCode.TryWrite(shape, Items!, lines) : null;
        }
    }
}
