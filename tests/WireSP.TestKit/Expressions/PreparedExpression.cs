using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.TestKit.Expressions;

/// <summary>
/// A compiled expression with a document, evaluated as a task does it: again and again in one context.
/// </summary>
internal sealed class PreparedExpression
{
    // What the runtime allocates now and then, as when it replaces a method, does not happen in all of them.
    private const int Measurements = 5;

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

    /// <summary>
    /// Bytes that one evaluation allocates once buffers and caches have grown: the least of several measurements.
    /// </summary>
    public double AllocatedBytes(int times)
    {
        Evaluate(times);
        var least = long.MaxValue;
        for (var i = 0; i < Measurements; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Evaluate(times);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least / (double)times;
    }
}
