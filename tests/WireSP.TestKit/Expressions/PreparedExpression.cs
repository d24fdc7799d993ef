using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.TestKit.Expressions;

/// <summary>
/// A compiled expression with a document, evaluated as a task does it: again and again in one context.
/// </summary>
internal sealed class PreparedExpression
{
    private readonly CompileContext _compilation = new() { FoldsConstants = false };
    private readonly Expression _expression;
    private readonly EvaluationContext _context;
    private readonly BsonDocument _document;

    public PreparedExpression(string expression, string document)
    {
        _expression = ExpressionCompiler.Compile(ExtendedJson.ParseValue(expression), _compilation);
        _context = _compilation.CreateEvaluationContext(TimeProvider.System);
        _document = ExtendedJson.Parse(document);
    }

    /// <summary>Evaluates the expression so many times, each time as for a new document.</summary>
    public void Evaluate(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _context.Begin(_document);
            _compilation.Fields.Read(_context);
            _ = _expression.Evaluate(_context);
        }
    }

    /// <summary>Bytes that one evaluation allocates once buffers and caches have grown.</summary>
    public double AllocatedBytes(int times)
    {
        Evaluate(times);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate(times);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }
}
