using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Connectors.Collections;

/// <summary>
/// The variables that the pipeline of a merge may use: those of <c>let</c>, and <c>new</c>, the document that comes in,
/// unless the user named something else so.
/// </summary>
internal sealed class MergeVariables
{
    private const string New = "new";

    private readonly List<string> _names = [];
    private readonly List<Expression?> _values = [];

    private MergeVariables()
    {
    }

    /// <summary>The names in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Compiles the variables.</summary>
    /// <param name="let">The document as written; missing for <c>new</c> alone.</param>
    /// <param name="scope">What the expressions read.</param>
    /// <exception cref="ExpressionSyntaxException">One is not legal; says where and why.</exception>
    public static MergeVariables Compile(in BsonValue let, CompileContext scope)
    {
        var variables = new MergeVariables();
        if (let.Type == BsonType.Document)
        {
            foreach (var element in let.AsDocument)
            {
                FieldPaths.CheckDeclaration(element.Name);
                variables._names.Add(element.Name);
                variables._values.Add(ExpressionCompiler.Compile(element.Value, scope));
            }
        }

        if (!variables._names.Contains(New))
        {
            variables._names.Add(New);
            variables._values.Add(null);
        }

        return variables;
    }

    /// <summary>The values for the document that the context is at.</summary>
    /// <param name="document">The document.</param>
    /// <param name="context">At that document; what an expression makes in it is copied.</param>
    /// <exception cref="EvaluationException">An expression does not suit the document.</exception>
    public BsonValue[] Evaluate(BsonDocument document, EvaluationContext context)
    {
        var values = new BsonValue[_values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = _values[i]?.Evaluate(context) ?? BsonValue.FromDocument(document);
            values[i] = value.Buffer is null || ReferenceEquals(value.Buffer, document.Buffer) ? value : value.Copy();
        }

        return values;
    }
}
