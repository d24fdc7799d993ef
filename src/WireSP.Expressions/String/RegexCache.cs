using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// The regular expressions that one task computed last, so that each is compiled once while it is in use.
/// </summary>
internal sealed class RegexCache
{
    private const int PatternsMax = 32;

    private readonly (BsonValue Pattern, BsonValue Options, TextPattern Compiled)[] _known =
        new (BsonValue, BsonValue, TextPattern)[PatternsMax];

    private int _count;
    private int _oldest;

    /// <summary>The compiled pattern, or null when pattern or input of it is null.</summary>
    /// <exception cref="EvaluationException">Pattern or options are of a wrong type or not legal.</exception>
    public TextPattern? Find(string name, in BsonValue pattern, in BsonValue options)
    {
        if (pattern.IsNullish)
        {
            return null;
        }

        for (var i = 0; i < _count; i++)
        {
            if (BsonValueComparer.Equals(_known[i].Pattern, pattern)
                && BsonValueComparer.Equals(_known[i].Options, options))
            {
                return _known[i].Compiled;
            }
        }

        var compiled = RegexOperand.Compile(name, pattern, options);
        _known[_oldest] = (pattern.Copy(), options.Copy(), compiled);
        _oldest = (_oldest + 1) % PatternsMax;
        _count = Math.Min(_count + 1, PatternsMax);
        return compiled;
    }
}
