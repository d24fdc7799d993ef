using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// Collects the paths of a projection into a tree and the expressions that it computes into a list. Which paths may
/// stand together is the same for every stage; only the error codes differ.
/// </summary>
/// <param name="stageName">The stage, for messages.</param>
/// <param name="collisionCode">The server's code for two paths of which one leads through the other.</param>
/// <param name="context">Where expressions are compiled.</param>
internal sealed class ProjectionTree(string stageName, int collisionCode, CompileContext context)
{
    private readonly List<Expression> _expressions = [];

    /// <summary>The topmost level.</summary>
    public ProjectionNode Root { get; } = new();

    /// <summary>The computed values' expressions, by their index.</summary>
    public Expression[] Expressions => [.. _expressions];

    /// <summary>Adds a path that is kept or dropped.</summary>
    public void Add(string path, ProjectionAction action) =>
        Insert(path, name => new ProjectionField(name, action));

    /// <summary>Adds a path that is computed.</summary>
    public void Compute(string path, BsonValue expression)
    {
        var compiled = CompileAt(path, expression);
        Insert(path, name => new ProjectionField(name, ProjectionAction.Compute) { ValueIndex = _expressions.Count });
        _expressions.Add(compiled);
    }

    /// <summary>Checks a dotted path.</summary>
    /// <exception cref="ExpressionSyntaxException">A name is empty or begins with a dollar sign.</exception>
    public static void CheckPath(string path)
    {
        if (path.Length == 0)
        {
            throw new ExpressionSyntaxException(40352, "a field path may not be empty", path);
        }

        FieldPaths.Check(path);
    }

    private Expression CompileAt(string path, BsonValue expression)
    {
        try
        {
            return ExpressionCompiler.Compile(expression, context);
        }
        catch (ExpressionSyntaxException error)
        {
            throw error.In(path);
        }
    }

    private void Insert(string path, Func<byte[], ProjectionField> create)
    {
        CheckPath(path);
        var names = path.Split('.');
        var node = Root;
        for (var i = 0; i < names.Length - 1; i++)
        {
            node = Descend(node, Encoding.UTF8.GetBytes(names[i]), path);
        }

        var last = Encoding.UTF8.GetBytes(names[^1]);
        if (node.IndexOf(last) >= 0)
        {
            throw Collision(path);
        }

        node.Add(create(last));
    }

    private ProjectionNode Descend(ProjectionNode node, byte[] name, string path)
    {
        var index = node.IndexOf(name);
        if (index >= 0)
        {
            return node.Fields[index].Inner ?? throw Collision(path);
        }

        var inner = new ProjectionNode();
        node.Add(new ProjectionField(name, ProjectionAction.Descend) { Inner = inner });
        return inner;
    }

    private ExpressionSyntaxException Collision(string path) =>
        new(
            collisionCode,
            $"Path collision in {stageName} at '{path}': it was given before, or leads through one that was",
            path);
}
