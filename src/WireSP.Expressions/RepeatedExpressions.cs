using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>
/// Finds what a stage computes in several places, byte for byte the same, and makes one expression of it. Expressions
/// with variables and those that give something else each time stay as they are.
/// </summary>
internal sealed class RepeatedExpressions
{
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, Expression> _shared = [];

    /// <summary>Looks through a stage's argument.</summary>
    public static RepeatedExpressions Of(BsonValue argument)
    {
        var found = new RepeatedExpressions();
        _ = found.Count(argument, depth: 0);
        return found;
    }

    /// <summary>What was compiled for the same text before; null when there is nothing.</summary>
    public Expression? Find(BsonDocument text) =>
        _shared.Count == 0 ? null : _shared.GetValueOrDefault(KeyOf(text));

    /// <summary>Makes an expression one for all places, where its text is there again.</summary>
    public Expression Share(BsonDocument text, Expression expression, CompileContext context)
    {
        var key = KeyOf(text);
        if (_counts.GetValueOrDefault(key) < 2)
        {
            return expression;
        }

        var shared = expression.Share(context);
        _shared[key] = shared;
        return shared;
    }

    // Whether the value gives the same each time for one document. What is too deep the compiler refuses.
    private bool Count(BsonValue value, int depth)
    {
        if (value.Type is not (BsonType.Document or BsonType.Array) || depth > ExpressionLimits.NestingDepthMax)
        {
            return value.Type != BsonType.String || !value.Bytes.StartsWith("$$"u8);
        }

        var document = BsonDocument.FromTrusted(value.Buffer!, value.Offset, value.Length);
        var isSteady = true;
        var isOperator = false;
        foreach (var element in document)
        {
            if (value.Type == BsonType.Document && element.NameUtf8.StartsWith("$"u8))
            {
                isOperator = true;
                isSteady &= ExpressionTable.TryFind(element.Name, out var spec) && !spec.IsVolatile;
            }

            isSteady &= Count(element.Value, depth + 1);
        }

        if (isOperator && isSteady)
        {
            var key = KeyOf(document);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }

        return isSteady;
    }

    private static string KeyOf(BsonDocument text) => Encoding.Latin1.GetString(text.Span);
}
