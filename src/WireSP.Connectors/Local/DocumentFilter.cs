using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;

namespace WireSP.Connectors.Local;

/// <summary>A compiled query with what it evaluates in. Safe for many threads, one at a time.</summary>
public sealed class DocumentFilter
{
    private readonly CompileContext _fields;
    private readonly Predicate _predicate;
    private readonly TimeProvider _clock;
    private readonly bool _matchesAll;
    private readonly CommandVariables _variables;
    private EvaluationContext? _context;

    private DocumentFilter(BsonDocument query, CommandVariables variables, TimeProvider clock)
    {
        Query = query;
        _variables = variables;
        _matchesAll = query.IsEmpty;
        _fields = new CompileContext();
        variables.Declare(_fields);
        _predicate = MatchCompiler.Compile(query, _fields);
        _clock = clock;
    }

    /// <summary>The query as it was written.</summary>
    public BsonDocument Query { get; }

    /// <summary>The item of an array that the last document matched by; -1 for none.</summary>
    public int MatchedItem => _context?.MatchedItem ?? -1;

    /// <summary>Compiles a query, which is copied.</summary>
    /// <param name="query">The query.</param>
    /// <param name="clock">Clock of <c>$$NOW</c>.</param>
    /// <param name="variables">What expressions in it may name; null for none.</param>
    /// <exception cref="ExpressionSyntaxException">It is not a legal query.</exception>
    public static DocumentFilter Compile(
        BsonDocument query, TimeProvider clock, CommandVariables? variables = null) =>
        new(query.Copy(), variables ?? CommandVariables.None, clock);

    /// <summary>Whether a document matches.</summary>
    /// <exception cref="EvaluationException">An expression inside failed for this document.</exception>
    public bool Matches(BsonDocument document)
    {
        if (_matchesAll)
        {
            return true;
        }

        lock (_fields)
        {
            _context ??= _fields.CreateEvaluationContext(_clock);
            _context.Begin(document);
            _variables.Assign(_context);
            _fields.Fields.Read(_context);
            return _predicate.Matches(_context);
        }
    }
}
