using System.Text;
using Acornima;
using Acornima.Ast;

namespace WireSP.Expressions.Script;

/// <summary>
/// Puts a look at the budget wherever the syntax goes through all properties of a value: a text has one for each
/// character, and all of them are made before the next statement.
/// </summary>
internal sealed class ScriptWalks : AstVisitor
{
    /// <summary>The name by which bodies look; theirs must be others.</summary>
    public const string Name = "$walked";

    // Read of a text, its prototype looks at the budget; of all else it is nothing.
    private const string RestGuard = $"[{Name}.text]:{{}}={{}},";

    private readonly List<(int Position, string Text)> _added = [];

    /// <summary>The text of a program with what was added.</summary>
    public static string Guard(string text, Node program)
    {
        var walks = new ScriptWalks();
        walks.Visit(program);
        walks._added.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        var guarded = new StringBuilder(text);
        for (var i = walks._added.Count - 1; i >= 0; i--)
        {
            guarded.Insert(walks._added[i].Position, walks._added[i].Text);
        }

        return guarded.ToString();
    }

    protected override object? VisitForInStatement(ForInStatement node)
    {
        Enclose(node.Right);
        return base.VisitForInStatement(node);
    }

    protected override object? VisitObjectExpression(ObjectExpression node)
    {
        foreach (var property in node.Properties)
        {
            if (property is SpreadElement spread)
            {
                Enclose(spread.Argument);
            }
        }

        return base.VisitObjectExpression(node);
    }

    protected override object? VisitObjectPattern(ObjectPattern node)
    {
        foreach (var property in node.Properties)
        {
            if (property is RestElement)
            {
                _added.Add((property.Start, RestGuard));
            }
        }

        return base.VisitObjectPattern(node);
    }

    // Twice in parentheses, because it may be several expressions with commas.
    private void Enclose(Node value)
    {
        _added.Add((value.Start, $"{Name}(("));
        _added.Add((value.End, "))"));
    }
}
