using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>Failures of updates, with the server's codes. Those of a text are made by <c>Syntax…</c>.</summary>
internal static class UpdateErrors
{
    private const int BadValueCode = 2;
    private const int FailedToParseCode = 9;
    private const int TypeMismatchCode = 14;

    public static EvaluationException BadValue(string message) => new(BadValueCode, message);

    public static EvaluationException TypeMismatch(string message) => new(TypeMismatchCode, message);

    public static EvaluationException NotViable(string name, in BsonValue value, string path) =>
        new(28, $"Cannot create field '{name}' in element {{{path}: {Show(value)}}}");

    public static EvaluationException Conflict(string path) =>
        new(40, $"Update created a conflict at '{path}'");

    public static EvaluationException NoBackfill(string path, int index) =>
        new(54, $"can't backfill the array of '{path}' up to the index {index}");

    public static EvaluationException TooLarge(int bytes) =>
        new(17419, $"Resulting document after update is larger than {BsonLimits.DocumentSizeBytesMax}: {bytes} bytes");

    public static EvaluationException IdChanged(in BsonValue id) =>
        new(
            66,
            "Performing an update on the path '_id' would modify the immutable field '_id'"
                + (id.IsMissing ? "" : $": {Show(id)}"));

    public static ExpressionSyntaxException SyntaxBadValue(string message, string path = "") =>
        new(BadValueCode, message, path);

    public static ExpressionSyntaxException SyntaxFailedToParse(string message, string path = "") =>
        new(FailedToParseCode, message, path);

    public static ExpressionSyntaxException SyntaxTypeMismatch(string message, string path = "") =>
        new(TypeMismatchCode, message, path);

    public static ExpressionSyntaxException SyntaxDollarName(string name, string path, string reason) =>
        new(52, $"The dollar ($) prefixed field '{name}' in '{path}' is not {reason}", path);

    public static ExpressionSyntaxException SyntaxEmptyName(string path) =>
        new(
            56,
            path.Length == 0
                ? "An empty update path is not valid."
                : $"The update path '{path}' contains an empty field name, which is not allowed.",
            path);

    public static ExpressionSyntaxException SyntaxConflict(string path, string at) =>
        new(40, $"Updating the path '{path}' would create a conflict at '{at}'", path);

    /// <summary>A value as a person would write it, cut to what a message can hold.</summary>
    public static string Show(in BsonValue value)
    {
        const int LengthMax = 120;
        var text = value.IsMissing ? "missing" : ExtendedJson.Format(value, ExtendedJsonOptions.Relaxed);
        return text.Length <= LengthMax ? text : text[..LengthMax] + "…";
    }
}
