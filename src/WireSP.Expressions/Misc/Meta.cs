using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$meta</c>: the stream's metadata of a document.</summary>
internal sealed class Meta(byte[][] names) : Expression
{
    public static readonly ExpressionSpec Spec = new("$meta", Compile)
    {
        Summary = "Gives what a path names in the metadata that travels beside the document: its source, its "
            + "window, what $setStreamMeta set.",
        Syntax = """{ $meta: "stream.path" }""",
        Examples =
        [
            new("""{ "$type": { "$meta": "stream.source.topic" } }""", "\"missing\""),
            new("""{ "$type": { "$meta": "stream.window.start" } }""", "\"missing\""),
            new("""{ "$ifNull": [{ "$meta": "stream.https.url" }, "none"] }""", "\"none\""),
        ],
    };

    private static readonly string[] ServerKeywords =
    [
        "textScore", "randVal", "searchScore", "searchHighlights", "geoNearDistance", "geoNearPoint", "recordId",
        "indexKey", "sortKey", "searchScoreDetails", "searchSequenceToken", "vectorSearchScore", "score",
        "scoreDetails",
    ];

    public override BsonValue Evaluate(EvaluationContext context)
    {
        if (context.Metadata is null)
        {
            return BsonValue.Missing;
        }

        BsonValue value = context.Metadata.GetStreamMetadata();
        foreach (var name in names)
        {
            if (value.Type != BsonType.Document || !value.AsDocument.TryGetValue(name, out value))
            {
                return BsonValue.Missing;
            }
        }

        return value;
    }

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        if (argument.Type != BsonType.String)
        {
            throw new ExpressionSyntaxException(
                17307, $"$meta takes a string, not {TypeNames.Of(argument.Type)}");
        }

        var path = argument.AsString;
        if (path == "stream" || path.StartsWith("stream.", StringComparison.Ordinal))
        {
            FieldPaths.Check(path);
            return new Meta([.. path.Split('.').Skip(1).Select(Encoding.UTF8.GetBytes)]);
        }

        // A stream has no text search and no index: these parse, as in the server, and have no value.
        return Array.IndexOf(ServerKeywords, path) >= 0
            ? new Constant(BsonValue.Missing)
            : throw new ExpressionSyntaxException(
                17308, $"$meta knows no '{path}'; paths of the stream begin with 'stream'");
    }
}
