using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// The filter of a list command: an ordinary query over the documents of the list. Null, absent and <c>{}</c> are
/// alike. States are compared without regard to case, and the older word RUNNING means STARTED, as users' scripts have
/// it.
/// </summary>
internal sealed class ListFilter
{
    private readonly CompileContext _compiled = new();
    private readonly EvaluationContext _context;
    private readonly Predicate _predicate;

    private ListFilter(BsonDocument query, TimeProvider clock)
    {
        _predicate = MatchCompiler.Compile(query, _compiled);
        _context = _compiled.CreateEvaluationContext(clock);
    }

    /// <summary>Reads the filter of a request.</summary>
    /// <exception cref="MongoCommandException">It is not a query.</exception>
    public static ListFilter Read(CommandRequest request, TimeProvider clock)
    {
        var query = new CommandArguments(request).Document("filter") ?? BsonDocument.Empty;
        try
        {
            return new ListFilter(NormalizeStates(query), clock);
        }
        catch (ExpressionSyntaxException exception)
        {
            var place = exception.Path.Length == 0 ? "filter" : $"filter.{exception.Path}";
            throw new MongoCommandException((ErrorCode)exception.Code, $"{place}: {exception.Message}");
        }
    }

    /// <summary>Whether a document belongs to the list.</summary>
    /// <exception cref="MongoCommandException">The query cannot be evaluated for it.</exception>
    public bool Matches(BsonDocument document)
    {
        _context.Begin(document);
        _compiled.Fields.Read(_context);
        try
        {
            return _predicate.Matches(_context);
        }
        catch (EvaluationException exception)
        {
            throw new MongoCommandException((ErrorCode)exception.Code, $"filter: {exception.Message}");
        }
    }

    private static BsonDocument NormalizeStates(BsonDocument query)
    {
        var builder = new BsonDocumentBuilder();
        foreach (var element in query)
        {
            var value = element.Value;
            var normalized = value.Type switch
            {
                _ when element.NameEquals("state"u8) => NormalizeState(value),
                BsonType.Array when element.NameUtf8.StartsWith("$"u8) => NormalizeBranches(value.AsArray),
                _ => value,
            };
            builder.Add(element.Name, normalized);
        }

        return builder.ToDocument();
    }

    private static BsonValue NormalizeBranches(BsonArray branches)
    {
        var builder = new BsonArrayBuilder();
        foreach (var branch in branches)
        {
            builder.Add(branch.Type == BsonType.Document ? NormalizeStates(branch.AsDocument) : branch);
        }

        return builder.ToArray();
    }

    private static BsonValue NormalizeState(BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.String:
                var state = value.AsString.ToUpperInvariant();
                return state == "RUNNING" ? ProcessorState.Started : state;
            case BsonType.Array:
                var items = new BsonArrayBuilder();
                foreach (var item in value.AsArray)
                {
                    items.Add(NormalizeState(item));
                }

                return items.ToArray();
            case BsonType.Document when value.AsDocument["$regex"].IsMissing:
                var builder = new BsonDocumentBuilder();
                foreach (var element in value.AsDocument)
                {
                    builder.Add(element.Name, NormalizeState(element.Value));
                }

                return builder.ToDocument();
            default:
                return value;
        }
    }
}
