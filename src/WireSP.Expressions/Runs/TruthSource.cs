using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>Whether all of some conditions hold, or any: 1 or 0.</summary>
/// <param name="conditions">The conditions, at least two.</param>
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
                Add(source, isAll, conditions);
            }
            else
            {
                return null;
            }
        }

        return conditions.Count switch
        {
            0 => new ConstantSource(isAll),
            1 => conditions[0],
            _ => new TruthSource([.. conditions], isAll),
        };
    }

    private static void Add(RunSource condition, bool isAll, List<RunSource> conditions)
    {
        if (isAll && condition is IntegerRangeSource range
            && conditions is [.., IntegerRangeSource last] && last.And(range) is { } both)
        {
            conditions[^1] = both;
            return;
        }

        conditions.Add(condition);
    }

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = conditions[0].Fill(run, rows, payloads);
        Span<long> others = stackalloc long[RunReader.DocumentsMax];
        for (var i = 1; i < conditions.Length; i++)
        {
            failed = Math.Min(failed, conditions[i].Fill(run, rows, others));
            Join(payloads, others, Before(rows, failed));
        }

        return failed;
    }

    private void Join(Span<long> payloads, ReadOnlySpan<long> others, ReadOnlySpan<int> rows)
    {
        if (AreNeighbours(rows))
        {
            var joined = payloads.Slice(rows[0], rows.Length);
            others = others.Slice(rows[0], rows.Length);
            for (var i = 0; i < joined.Length && i < others.Length; i++)
            {
                joined[i] = isAll ? joined[i] & others[i] : joined[i] | others[i];
            }

            return;
        }

        foreach (var row in rows)
        {
            payloads[row] = isAll ? payloads[row] & others[row] : payloads[row] | others[row];
        }
    }
}
