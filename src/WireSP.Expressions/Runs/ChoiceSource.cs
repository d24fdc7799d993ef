using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Runs;

/// <summary>
/// The value of the first branch whose condition holds. A branch is computed only for the rows that it is for.
/// </summary>
internal sealed class ChoiceSource : RunSource
{
    private readonly ChoiceStep[] _steps;
    private readonly RunSource? _otherwise;

    private ChoiceSource(RunSource[] conditions, RunSource[] values, BsonType type)
        : base(type)
    {
        _steps = ChoiceStep.Of(conditions, values);
        _otherwise = values.Length > conditions.Length ? values[^1] : null;
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
        rows.CopyTo(left);
        left = left[..rows.Length];
        var failed = All;
        foreach (var step in _steps)
        {
            if (left.Length == 0)
            {
                return failed;
            }

            left = left[..step.Fill(run, left, payloads, out var failedHere)];
            failed = Math.Min(failed, failedHere);
            left = left[..Before(left, failed).Length];
        }

        if (left.Length == 0)
        {
            return failed;
        }

        return Math.Min(failed, _otherwise?.Fill(run, left, payloads) ?? left[0]);
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
