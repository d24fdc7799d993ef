using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// The values that a query's path leads to in a document: those that equality with a constant is asked of, arrays and
/// their items both. For one thread at a time.
/// </summary>
public sealed class PathValues
{
    private readonly CollectingTest _test = new();
    private readonly Predicate _walk;
    private readonly EvaluationContext _context;

    /// <summary>Creates a walk.</summary>
    /// <param name="path">The path with its dots.</param>
    public PathValues(string path)
    {
        _walk = new QueryPath(path, fields: null).Ask(_test);
        _context = new EvaluationContext(0, 0, TimeProvider.System);
    }

    /// <summary>Appends the values; one that is not there is appended as missing. They live in the document.</summary>
    public void Collect(BsonDocument document, ICollection<BsonValue> values)
    {
        _test.Values = values;
        _context.Begin(document);
        _ = _walk.Matches(_context);
    }

    // Passes nothing, so that the walk goes on to the end.
    private sealed class CollectingTest : ValueTest
    {
        public ICollection<BsonValue> Values { get; set; } = [];

        public override bool Matches(in BsonValue value, EvaluationContext context)
        {
            Values.Add(value);
            return false;
        }
    }
}
