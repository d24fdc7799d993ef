namespace WireSP.Tests.SecondOpinion;

/// <summary>
/// An expression over the fields <c>a</c>, <c>b</c> and <c>c</c>, and the values that each takes: every combination is
/// a case.
/// </summary>
internal sealed record OpinionRow(string Name, string Expression, params Operand[][] Fields)
{
    private static readonly string[] FieldNames = ["a", "b", "c"];

    /// <summary>Makes the cases.</summary>
    public IEnumerable<OpinionCase> Cases()
    {
        IEnumerable<Operand[]> combinations = [[]];
        foreach (var field in Fields)
        {
            combinations = combinations.SelectMany(first => field, (first, next) => (Operand[])[.. first, next]);
        }

        return combinations.Select(Case);
    }

    private OpinionCase Case(Operand[] operands)
    {
        var elements = operands
            .Select((operand, index) => operand.Json == "" ? "" : $"\"{FieldNames[index]}\": {operand.Json}")
            .Where(element => element != "");
        return new OpinionCase(
            Name,
            Expression,
            "{" + string.Join(", ", elements) + "}",
            string.Join(", ", operands.Select(operand => operand.Kind)));
    }
}
