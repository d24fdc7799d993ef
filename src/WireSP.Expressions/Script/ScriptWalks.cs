using System.Text;
using Acornima;
using Acornima.Ast;

namespace WireSP.Expressions.Script;

/// <summary>
/// Puts a look at the budget wherever the syntax goes through all properties of a value (a text has one for each
/// character), into statements that do much at once, and into parameters, which come before the first statement.
/// </summary>
internal sealed class ScriptWalks : AstVisitor
{
    /// <summary>The name by which bodies look; theirs must be others.</summary>
    public const string Name = "$walked";

    // Read of a text, its prototype looks at the budget; of all else it is nothing.
    private const string RestGuard = $"[{Name}.text]:{{}}={{}},";

    // Ahead of a value and not around it: it may call its own function.
    private const string Look = $"({Name}.look(0,0),(";

    // What walks or copies a whole text or array weighs one, and what doubles a text or copies an array more, because
    // the values are kept until the statement ends. Few statements of a person come as far as the first look.
    private const int WeightMax = 8;
    private const int CopyWeight = 4;
    private const int ArrayRestsMax = 16;

    private readonly List<(int Position, string Text)> _added = [];
    private int _weight;
    private int _arrayRests;

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

    public override object? Visit(Node node)
    {
        if (node is not Statement)
        {
            return base.Visit(node);
        }

        // Statements inside of this one, as those of a function that it makes, may never run.
        var (weight, arrayRests) = (_weight, _arrayRests);
        (_weight, _arrayRests) = (0, 0);
        var result = base.Visit(node);
        (_weight, _arrayRests) = (weight, arrayRests);
        return result;
    }

    protected override object? VisitBinaryExpression(BinaryExpression node)
    {
        Weigh(1, node.Right);
        return base.VisitBinaryExpression(node);
    }

    protected override object? VisitUnaryExpression(UnaryExpression node)
    {
        if (node.Operator is Operator.UnaryPlus or Operator.UnaryNegation or Operator.BitwiseNot)
        {
            Weigh(1, node.Argument);
        }

        return base.VisitUnaryExpression(node);
    }

    protected override object? VisitAssignmentExpression(AssignmentExpression node)
    {
        if (node.Operator != Operator.Assignment)
        {
            Weigh(CopyWeight, node.Right);
        }

        return base.VisitAssignmentExpression(node);
    }

    protected override object? VisitMemberExpression(MemberExpression node)
    {
        if (node.Computed)
        {
            Weigh(1, node.Property);
        }

        return base.VisitMemberExpression(node);
    }

    protected override object? VisitCallExpression(CallExpression node)
    {
        if (node.Arguments is [not SpreadElement, ..])
        {
            Weigh(1, node.Arguments[0]);
        }

        return base.VisitCallExpression(node);
    }

    protected override object? VisitNewExpression(NewExpression node)
    {
        if (node.Arguments is [not SpreadElement, ..])
        {
            Weigh(1, node.Arguments[0]);
        }

        return base.VisitNewExpression(node);
    }

    protected override object? VisitTemplateLiteral(TemplateLiteral node)
    {
        foreach (var part in node.Expressions)
        {
            Weigh(1, part, node.Expressions.Count);
        }

        return base.VisitTemplateLiteral(node);
    }

    protected override object? VisitSpreadElement(SpreadElement node)
    {
        Weigh(CopyWeight, node.Argument);
        return base.VisitSpreadElement(node);
    }

    // Nothing can be put there.
    protected override object? VisitArrayPattern(ArrayPattern node) =>
        node.Elements is [.., RestElement] && ++_arrayRests > ArrayRestsMax
            ? throw ScriptBody.Refuse($"a statement has more than {ArrayRestsMax} patterns with the rest of an array")
            : base.VisitArrayPattern(node);

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

    protected override object? VisitFunctionDeclaration(FunctionDeclaration node)
    {
        EncloseIn(node.Params);
        return base.VisitFunctionDeclaration(node);
    }

    protected override object? VisitFunctionExpression(FunctionExpression node)
    {
        EncloseIn(node.Params);
        return base.VisitFunctionExpression(node);
    }

    protected override object? VisitArrowFunctionExpression(ArrowFunctionExpression node)
    {
        EncloseIn(node.Params);
        return base.VisitArrowFunctionExpression(node);
    }

    // What gives nothing but itself to a name calls nobody. A function keeps the name that it gets from its place.
    private static bool IsPlain(Node value) => value switch
    {
        Literal or Identifier or IFunction => true,
        UnaryExpression { Argument: Literal } => true,
        ArrayExpression { Elements.Count: 0 } or ObjectExpression { Properties.Count: 0 } => true,
        _ => false,
    };

    private void EncloseIn(in NodeList<Node> parameters)
    {
        foreach (var parameter in parameters)
        {
            EncloseIn(parameter);
        }
    }

    private void EncloseIn(Node? parameter)
    {
        switch (parameter)
        {
            case AssignmentPattern { Left: var target, Right: var value }:
                if (target is not Identifier || !IsPlain(value))
                {
                    Enclose(value, Look);
                }

                EncloseIn(target);
                break;
            case AssignmentProperty { Computed: var isComputed, Key: var key, Value: var target }:
                if (isComputed && key is not Literal)
                {
                    Enclose(key, Look);
                }

                EncloseIn(target);
                break;
            case ArrayPattern or ObjectPattern or RestElement:
                foreach (var part in parameter.ChildNodes)
                {
                    EncloseIn(part);
                }

                break;
        }
    }

    private void Weigh(int weight, Node operand, int growth = 1)
    {
        _weight += weight;
        if (_weight >= WeightMax)
        {
            _weight = 0;
            Enclose(operand, $"{Name}.look({growth},(");
        }
    }

    // Twice in parentheses, because it may be several expressions with commas.
    private void Enclose(Node value, string opening = $"{Name}((")
    {
        _added.Add((value.Start, opening));
        _added.Add((value.End, "))"));
    }
}
