using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Fields;

/// <summary>What expressions share while they are worked out for the documents of one shape.</summary>
internal sealed class ShapeScope
{
    private readonly Dictionary<object, object?> _shared = [];
    private readonly Dictionary<int, RunSource> _variables = [];

    // Made when it is needed: documents of ever new shapes have none.
    private Dictionary<int, RunSource>? _computed;

    /// <summary>What belongs to an expression: made when it is first asked for.</summary>
    public T? Share<T>(object owner, Func<T?> make)
        where T : class
    {
        if (!_shared.TryGetValue(owner, out var known))
        {
            _shared[owner] = known = make();
        }

        return (T?)known;
    }

    /// <summary>The computed value in a slot; null when it cannot be told.</summary>
    public RunSource? FindSlot(int slot) => _computed?.GetValueOrDefault(slot);

    /// <summary>Says which computed value is in a slot.</summary>
    public void BindSlot(int slot, RunSource source) => (_computed ??= [])[slot] = source;

    /// <summary>What a variable stands for; null when that cannot be told.</summary>
    public RunSource? Find(int variable) => _variables.GetValueOrDefault(variable);

    /// <summary>Says what a variable stands for.</summary>
    public void Bind(int variable, RunSource source) => _variables[variable] = source;

    /// <summary>Forgets a variable that is out of sight.</summary>
    public void Release(int variable) => _variables.Remove(variable);
}
