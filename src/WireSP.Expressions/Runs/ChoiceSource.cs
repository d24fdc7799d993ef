using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>
/// The value of the first branch whose condition holds. A branch is computed only for the rows that it is for.
/// </summary>
internal sealed class ChoiceSource : RunSource
{
    private readonly RunSource[] _conditions;
    private readonly RunSource[] _values;

    private ChoiceSource(RunSource[] conditions, RunSource[] values, BsonType type)
        : base(type)
    {
        _conditions = conditions;
        _values = values;
    }

    public override bool IsLoose => Type == BsonType.String;

    /// <summary>
    /// What a choice is for the documents of a shape; null where the conditions are no booleans or the values are of
    /// several types.
    /// </summary>
    /// <param name="conditions">The branches' conditions.</param>
    /// <param name="values">The branches' values, and at the end the one that is left; without it such a row ends the
    /// run.</param>
    /// <param name="shape">The shape.</param>
    public static RunSource? Of(Expression[] conditions, ReadOnlySpan<Expression?> values, FieldShape shape)
    {
        List<RunSource> asked = [];
        List<RunSource> given = [];
        for (var i = 0; i <= conditions.Length; i++)
        {
            var holds = i == conditions.Length;
            if (!holds && !TryAsk(conditions[i], shape, asked, out holds, out var isSkipped))
            {
                if (isSkipped)
                {
                    continue;
                }

                return null;
            }

            if (values[i] is { } value)
            {
                if (value.SourceFor(shape) is not { } source)
                {
                    return null;
                }

                given.Add(source);
            }

            if (holds)
            {
                break;
            }
        }

        return given.Count == 0 ? null : asked.Count == 0 ? given[0] : Create([.. asked], [.. given]);
    }

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        Span<int> left = stackalloc int[RunReader.DocumentsMax];
        Span<int> chosen = stackalloc int[RunReader.DocumentsMax];
        Span<long> holds = stackalloc long[RunReader.DocumentsMax];
        rows.CopyTo(left);
        left = left[..rows.Length];
        var failed = All;
        for (var i = 0; i < _conditions.Length && left.Length > 0; i++)
        {
            failed = Math.Min(failed, _conditions[i].Fill(run, left, holds));
            left = left[..Before(left, failed).Length];
            var kept = 0;
            var count = 0;
            foreach (var row in left)
            {
                // Both are written, so that nothing has to be guessed.
                var isChosen = (int)holds[row] & 1;
                left[kept] = row;
                chosen[count] = row;
                count += isChosen;
                kept += 1 - isChosen;
            }

            left = left[..kept];
            failed = Math.Min(failed, count == 0 ? All : _values[i].Fill(run, chosen[..count], payloads));
        }

        if (left.Length == 0)
        {
            return failed;
        }

        return Math.Min(
            failed, _values.Length > _conditions.Length ? _values[^1].Fill(run, left, payloads) : left[0]);
    }

    // False where the branch cannot be told or is never taken.
    private static bool TryAsk(
        Expression condition, FieldShape shape, List<RunSource> asked, out bool holds, out bool isSkipped)
    {
        holds = false;
        isSkipped = false;
        if (condition.SourceFor(shape) is not { } source)
        {
            return false;
        }

        if (source.TryGetConstant(out var constant))
        {
            holds = Truth.Of(constant);
            isSkipped = !holds;
            return holds;
        }

        asked.Add(source);
        return source.Type == BsonType.Boolean;
    }

    private static ChoiceSource? Create(RunSource[] conditions, RunSource[] values)
    {
        var type = BsonType.Missing;
        foreach (var value in values)
        {
            type = value.Type is BsonType.Null or BsonType.Missing ? type : value.Type;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Type == type && type is not (BsonType.Document or BsonType.Array))
            {
                continue;
            }

            if (type != BsonType.String || values[i].Type is not (BsonType.Null or BsonType.Missing))
            {
                return null;
            }

            values[i] = new NoTextSource(values[i].Type);
        }

        return new ChoiceSource(conditions, values, type);
    }
}
