using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether all of some conditions hold, or any: 1 or 0.</summary>
/// <param name="conditions">The conditions, at least one.</param>
/// <param name="isAll">Whether all have to hold.</param>
internal sealed class TruthSource(RunSource[] conditions, bool isAll) : RunSource(BsonType.Boolean)
{
    /// <summary>
    /// What <c>$and</c> or <c>$or</c> is for the documents of a shape; null when that cannot be told.
    /// </summary>
    public static RunSource? Of(Expression[] operands, bool isAll, Fields.FieldShape shape) =>
        Of(Array.ConvertAll(operands, operand => operand.SourceFor(shape)), isAll);

    /// <summary>All of some values, or any of them, as a condition; null when one cannot be told.</summary>
    public static RunSource? Of(RunSource?[] operands, bool isAll)
    {
        List<RunSource> conditions = [];
        foreach (var source in operands)
        {
            if (source is null)
            {
                return null;
            }

            if (source.TryGetConstant(out var constant))
            {
                if (Operators.Truth.Of(constant) != isAll)
                {
                    return new ConstantSource(!isAll);
                }
            }
            else if (source.Type == BsonType.Boolean)
            {
                conditions.Add(source);
            }
            else
            {
                return null;
            }
        }

        return conditions.Count == 0 ? new ConstantSource(isAll) : new TruthSource([.. conditions], isAll);
    }

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = conditions[0].Fill(run, rows, payloads);
        Span<long> others = stackalloc long[RunReader.DocumentsMax];
        for (var i = 1; i < conditions.Length; i++)
        {
            failed = Math.Min(failed, conditions[i].Fill(run, rows, others));
            foreach (var row in Before(rows, failed))
            {
                payloads[row] = isAll ? payloads[row] & others[row] : payloads[row] | others[row];
            }
        }

        return failed;
    }
}
