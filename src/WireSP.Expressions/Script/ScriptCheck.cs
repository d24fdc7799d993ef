using Acornima;
using Acornima.Ast;
using Jint;

namespace WireSP.Expressions.Script;

/// <summary>
/// Looks through a body for what no call could run, and for names that it assigns to without declaring them.
/// </summary>
internal sealed class ScriptCheck : AstVisitor
{
    private readonly SortedSet<string> _assigned = new(StringComparer.Ordinal);

    /// <summary>The names that the body assigns to and does not declare, in order.</summary>
    /// <param name="program">The parsed body.</param>
    /// <param name="free">Names that the body uses and does not declare.</param>
    /// <exception cref="ExpressionSyntaxException">It wants what there is not.</exception>
    public static IReadOnlyCollection<string> Of(Node program, ReferencedGlobals free)
    {
        if (free.HasDirectEvalCall)
        {
            throw ScriptBody.Refuse("eval is not available");
        }

        var check = new ScriptCheck();
        check.Visit(program);
        check._assigned.RemoveWhere(name => !free.Contains(name));
        return check._assigned;
    }

    protected override object? VisitFunctionDeclaration(FunctionDeclaration node)
    {
        RequireSynchronous(node);
        return base.VisitFunctionDeclaration(node);
    }

    protected override object? VisitFunctionExpression(FunctionExpression node)
    {
        RequireSynchronous(node);
        return base.VisitFunctionExpression(node);
    }

    protected override object? VisitArrowFunctionExpression(ArrowFunctionExpression node)
    {
        RequireSynchronous(node);
        return base.VisitArrowFunctionExpression(node);
    }

    protected override object? VisitImportExpression(ImportExpression node) =>
        throw ScriptBody.Refuse("import is not available");

    // What it names could stand in for anything, the looks at the budget too.
    protected override object? VisitWithStatement(WithStatement node) =>
        throw ScriptBody.Refuse("with is not available");

    protected override object? VisitIdentifier(Identifier node) => node.Name == ScriptWalks.Name
        ? throw ScriptBody.Refuse($"the name {ScriptWalks.Name} is taken")
        : base.VisitIdentifier(node);

    protected override object? VisitLiteral(Literal node) => node switch
    {
        BigIntLiteral => throw ScriptBody.Refuse("BigInt is not available; use NumberLong(\"…\")"),
        RegExpLiteral { RegExp.Pattern: var pattern } when ScriptGuards.IsTooLong(pattern) =>
            throw ScriptBody.Refuse(ScriptErrors.LongPattern),
        _ => base.VisitLiteral(node),
    };

    protected override object? VisitAssignmentExpression(AssignmentExpression node)
    {
        AddTargets(node.Left);
        return base.VisitAssignmentExpression(node);
    }

    protected override object? VisitUnaryExpression(UnaryExpression node)
    {
        if (node is UpdateExpression)
        {
            AddTargets(node.Argument);
        }

        return base.VisitUnaryExpression(node);
    }

    protected override object? VisitForInStatement(ForInStatement node)
    {
        AddTargets(node.Left);
        return base.VisitForInStatement(node);
    }

    protected override object? VisitForOfStatement(ForOfStatement node)
    {
        AddTargets(node.Left);
        return base.VisitForOfStatement(node);
    }

    private static void RequireSynchronous(IFunction function)
    {
        if (function.Async)
        {
            throw ScriptBody.Refuse("async functions are not available; a value has to be there when it returns");
        }
    }

    // Declarations among the targets do no harm: only names that are declared nowhere are kept in the end.
    private void AddTargets(Node target)
    {
        switch (target)
        {
            case Identifier name:
                _assigned.Add(name.Name);
                break;
            case ArrayPattern or ObjectPattern or AssignmentProperty or AssignmentPattern or RestElement:
                foreach (var part in target.ChildNodes)
                {
                    AddTargets(part);
                }

                break;
        }
    }
}
