using System.Text;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions;

/// <summary>Writes <c>reference.md</c> from the tables of operators and accumulators.</summary>
internal static class ReferencePage
{
    /// <summary>The page, as it must stand beside the project.</summary>
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# Expressions and accumulators\n\n");
        page.Append("Written from the operators' specs by `WIRESP_WRITE_REFERENCE=1 tests/run.sh ReferencePage`;\n");
        page.Append("every example here is executed by the tests. `missing` stands for no value.\n\n");
        page.Append("## Expressions\n\n");
        foreach (var row in ExpressionTable.Rows)
        {
            WriteHead(page, row.Name, row.Summary, row.Syntax);
            foreach (var example in row.Examples)
            {
                var document = example.Document == "{}" ? "" : $" for `{example.Document}`";
                page.Append($"- `{example.Expression}`{document} → `{example.Result}`\n");
            }

            page.Append('\n');
        }

        page.Append("## Accumulators\n\n");
        foreach (var row in AccumulatorTable.Rows)
        {
            WriteHead(page, row.Name, row.Summary, row.Syntax);
            foreach (var example in row.Examples)
            {
                page.Append($"- `{example.Argument}` over `{example.Documents}` → `{example.Result}`\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void WriteHead(StringBuilder page, string name, string summary, string syntax) =>
        page.Append($"### {name}\n\n{summary}\n\n    {syntax}\n\n");
}
