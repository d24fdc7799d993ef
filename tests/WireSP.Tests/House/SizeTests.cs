namespace WireSP.Tests.House;

public class SizeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 60;
    private const int ColumnsMax = 120;

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        HouseRule.IsKept(CodeFile.All
            .Where(file => file.Lines.Length > FileLinesMax)
            .Select(file => $"{file.RelativePath}: {file.Lines.Length} lines"));

    [Fact]
    public void No_line_is_longer_than_120_columns() =>
        HouseRule.IsKept(
            from file in CodeFile.All
            from line in file.LinesOutsideLiterals()
            where line.Text.Length > ColumnsMax && !IsOneLongLiteral(line.Text)
            select $"{file.RelativePath}:{line.Number}: {line.Text.Length} columns");

    [Fact]
    public void No_method_has_60_lines_or_more() =>
        HouseRule.IsKept(
            from file in CodeFile.All
            from method in file.Methods()
            let length = method.Last - method.First + 1
            where length >= MethodLinesMax
            select $"{file.RelativePath}:{method.First}: {length} lines");

    // A pattern, an address, or a row of test cases cannot be broken without losing what makes it readable.
    private static bool IsOneLongLiteral(string line)
    {
        var text = line.TrimStart();
        return text.StartsWith('"') || text.StartsWith("$\"", StringComparison.Ordinal)
            || text.StartsWith("[InlineData(", StringComparison.Ordinal)
            || text.StartsWith("Syntax = \"", StringComparison.Ordinal)
            || text.Contains("GeneratedRegex(", StringComparison.Ordinal)
            || text.Contains("://", StringComparison.Ordinal);
    }
}
