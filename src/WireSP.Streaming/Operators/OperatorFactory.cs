using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Operators;

/// <summary>
/// What plans need to make the operators of one task: the shared output and one field scope for each run.
/// </summary>
internal sealed class OperatorFactory(ChainOutput output, bool showsMetadata)
{
    private readonly Dictionary<CompileContext, FieldScope> _scopes = [];
    private readonly List<FieldScope> _scripted = [];
    private readonly Dictionary<object, object> _shared = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where the operators put what they make.</summary>
    public ChainOutput Output { get; } = output;

    /// <summary>Values of the variables that every scope begins with.</summary>
    public IReadOnlyList<BsonValue> Variables { get; init; } = [];

    /// <summary>Bytes of the JavaScript engines of all scopes.</summary>
    public long ScriptBytes
    {
        get
        {
            long bytes = 0;
            foreach (var scope in _scripted)
            {
                bytes += scope.Context.ScriptBytes;
            }

            return bytes;
        }
    }

    /// <summary>What all that is made of a plan shares in the task: made when it is first asked for.</summary>
    public T Share<TPlan, T>(TPlan plan, Func<TPlan, T> make)
        where TPlan : class
        where T : class
    {
        if (!_shared.TryGetValue(plan, out var known))
        {
            _shared[plan] = known = make(plan);
        }

        return (T)known;
    }

    /// <summary>The task's scope of a run of stages.</summary>
    public FieldScope ScopeOf(CompileContext run)
    {
        if (!_scopes.TryGetValue(run, out var scope))
        {
            _scopes[run] = scope = new FieldScope(run, Output.Clock, showsMetadata);
            if (run.ScriptCount > 0)
            {
                _scripted.Add(scope);
            }

            var values = scope.Context.Variables;
            for (var i = 0; i < Math.Min(Variables.Count, values.Length); i++)
            {
                values[i] = Variables[i];
            }
        }

        return scope;
    }
}
