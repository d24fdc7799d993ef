namespace WireSP.Tests.SecondOpinion;

/// <summary>
/// Stages over documents with the field <c>a</c> (and <c>b</c>), and the values that these take: every combination is a
/// case. Values of documents of their own make one document each; otherwise all are fields of one. A <c>?</c> in the
/// stages stands for the last value.
/// </summary>
internal sealed record StageRow(string Name, string Pipeline, bool HasDocuments, params Operand[][] Values)
{
    private static readonly string[] FieldNames = ["a", "b"];

    /// <summary>Makes the cases.</summary>
    public IEnumerable<OpinionCase> Cases()
    {
        IEnumerable<Operand[]> combinations = [[]];
        foreach (var value in Values)
        {
            combinations = combinations.SelectMany(first => value, (first, next) => (Operand[])[.. first, next]);
        }

        return combinations.Select(Case);
    }

    private OpinionCase Case(Operand[] operands)
    {
        var isFilledIn = Pipeline.Contains('?', StringComparison.Ordinal);
        var inDocuments = isFilledIn ? operands[..^1] : operands;
        return new OpinionCase(
            Name,
            isFilledIn ? Pipeline.Replace("?", operands[^1].Json, StringComparison.Ordinal) : Pipeline,
            "[" + string.Join(", ", HasDocuments ? Documents(inDocuments) : [OneDocument(inDocuments)]) + "]",
            string.Join(", ", operands.Select(operand => operand.Kind)))
        {
            IsPipeline = true,
        };
    }

    private static IEnumerable<string> Documents(Operand[] operands) =>
        operands.Select((operand, index) =>
            $"{{\"_id\": {index}{(operand.Json == "" ? "" : $", \"a\": {operand.Json}")}}}");

    private static string OneDocument(Operand[] operands) =>
        "{\"_id\": 1"
        + string.Concat(operands.Select(
            (operand, index) => operand.Json == "" ? "" : $", \"{FieldNames[index]}\": {operand.Json}"))
        + "}";
}
