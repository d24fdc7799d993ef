namespace WireSP.Expressions;

/// <summary>
/// What the compiler of one run of stages shares: the fields they read, and the user variables in scope. A new one is
/// begun after each stage that rebuilds the document, because fields are then found in another document.
/// </summary>
public sealed class CompileContext
{
    private readonly List<(string Name, int Index)> _scope = [];
    private int _depth;
    private int _branches;
    private int _memoCount;

    /// <summary>Fields read so far; each path has one slot however often it is read.</summary>
    public FieldPlan Fields { get; } = new();

    /// <summary>
    /// Most user variables that are alive at once: the size of <see cref="EvaluationContext.Variables"/>.
    /// </summary>
    public int VariableCount { get; private set; }

    /// <summary>Whether an expression reads the document as a whole.</summary>
    public bool ReadsRoot { get; internal set; }

    /// <summary>Functions in JavaScript, for which a task keeps an engine.</summary>
    public int ScriptCount { get; internal set; }

    /// <summary>Whether constants are computed when compiling; tests compare with what is left uncomputed.</summary>
    internal bool FoldsConstants { get; init; } = true;

    /// <summary>Whether a document may pass by what is compiled, as by a branch of <c>$cond</c>.</summary>
    internal bool MayBeSkipped => _branches > 0;

    /// <summary>What the stage that is compiled computes in several places; null where nobody has looked.</summary>
    internal RepeatedExpressions? Repeated { get; set; }

    /// <summary>Names of the user variables in scope.</summary>
    internal IEnumerable<string> VariableNames => _scope.Select(variable => variable.Name);

    /// <summary>Goes one level deeper into an expression; every call is followed by <see cref="Leave"/>.</summary>
    /// <exception cref="ExpressionSyntaxException">The expression is nested too deeply.</exception>
    internal void Enter()
    {
        if (++_depth > ExpressionLimits.NestingDepthMax)
        {
            throw ExpressionErrors.TooDeep();
        }
    }

    /// <summary>Comes back from one level.</summary>
    internal void Leave() => _depth--;

    /// <summary>Goes into what may be skipped; every call is followed by <see cref="LeaveBranch"/>.</summary>
    internal void EnterBranch() => _branches++;

    /// <summary>Comes back from what may be skipped.</summary>
    internal void LeaveBranch() => _branches--;

    /// <summary>Brings a user variable into scope.</summary>
    /// <returns>Its index in <see cref="EvaluationContext.Variables"/>.</returns>
    public int DeclareVariable(string name)
    {
        var index = _scope.Count;
        _scope.Add((name, index));
        VariableCount = Math.Max(VariableCount, _scope.Count);
        return index;
    }

    /// <summary>Takes the variables declared last out of scope.</summary>
    public void ReleaseVariables(int count) => _scope.RemoveRange(_scope.Count - count, count);

    /// <summary>Finds the innermost variable of that name.</summary>
    public bool TryGetVariable(string name, out int index)
    {
        for (var i = _scope.Count - 1; i >= 0; i--)
        {
            if (string.Equals(_scope[i].Name, name, StringComparison.Ordinal))
            {
                index = _scope[i].Index;
                return true;
            }
        }

        index = -1;
        return false;
    }

    /// <summary>Index of a memo for one expression; see <see cref="EvaluationContext.MemoAt"/>.</summary>
    internal int ReserveMemo() => _memoCount++;

    /// <summary>A context to evaluate what was compiled here.</summary>
    public EvaluationContext CreateEvaluationContext(TimeProvider clock) =>
        new(Fields.Count, VariableCount, clock);
}
