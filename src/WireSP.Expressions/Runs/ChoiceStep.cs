namespace WireSP.Expressions.Runs;

/// <summary>
/// Neighbouring branches of a choice that are decided at once: one by a condition, or several by which of as many texts
/// a text is.
/// </summary>
internal sealed class ChoiceStep
{
    private readonly RunSource _decision;
    private readonly RunSource[] _values;
    private readonly bool _areConstants;

    private ChoiceStep(RunSource decision, RunSource[] values)
    {
        _decision = decision;
        _values = values;
        _areConstants = Array.TrueForAll(values, value => value is NoTextSource || value.TryGetConstant(out _));
    }

    /// <summary>Makes the steps of a choice.</summary>
    /// <param name="conditions">The branches' conditions.</param>
    /// <param name="values">The branches' values.</param>
    public static ChoiceStep[] Of(ReadOnlySpan<RunSource> conditions, ReadOnlySpan<RunSource> values)
    {
        List<ChoiceStep> steps = [];
        while (!conditions.IsEmpty)
        {
            var count = CountAlike(conditions);
            var decision = count == 1 ? conditions[0] : NumberOf(conditions[..count]);
            steps.Add(new ChoiceStep(decision, values[..count].ToArray()));
            conditions = conditions[count..];
            values = values[count..];
        }

        return [.. steps];
    }

    /// <summary>Computes the values of rows that one of the branches is for.</summary>
    /// <param name="run">The documents.</param>
    /// <param name="left">The rows; those that no branch is for are moved to the front.</param>
    /// <param name="payloads">Receives the values, by row.</param>
    /// <param name="failed">The first row without a value.</param>
    /// <returns>For how many rows there is no branch.</returns>
    public int Fill(DocumentRun run, Span<int> left, Span<long> payloads, out int failed)
    {
        Span<long> decided = stackalloc long[RunReader.DocumentsMax];
        failed = _decision.Fill(run, left, decided);
        left = left[..RunSource.Before(left, failed).Length];
        return _values.Length == 1 ? FillOne(run, left, decided, payloads, ref failed)
            : _areConstants ? FillConstants(run, left, decided, payloads)
            : FillMany(run, left, decided, payloads, ref failed);
    }

    private int FillOne(
        DocumentRun run, Span<int> left, ReadOnlySpan<long> holds, Span<long> payloads, ref int failed)
    {
        Span<int> chosen = stackalloc int[RunReader.DocumentsMax];
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

        if (count > 0)
        {
            failed = Math.Min(failed, _values[0].Fill(run, chosen[..count], payloads));
        }

        return kept;
    }

    private int FillConstants(DocumentRun run, Span<int> left, ReadOnlySpan<long> numbers, Span<long> payloads)
    {
        // Those of no branch get something, too, which is overwritten.
        Span<long> constants = stackalloc long[TextTable.CountMax + 1];
        constants[_values.Length] = 0;
        ReadOnlySpan<int> first = [0];
        for (var i = 0; i < _values.Length; i++)
        {
            _ = _values[i].Fill(run, first, constants[i..]);
        }

        var kept = 0;
        foreach (var row in left)
        {
            var number = (int)numbers[row];
            payloads[row] = constants[number];
            left[kept] = row;
            kept += ((number - _values.Length) >> 31) + 1;
        }

        return kept;
    }

    private int FillMany(
        DocumentRun run, Span<int> left, ReadOnlySpan<long> numbers, Span<long> payloads, ref int failed)
    {
        Span<int> chosen = stackalloc int[(TextTable.CountMax + 1) * RunReader.DocumentsMax];
        Span<int> counts = stackalloc int[TextTable.CountMax + 1];
        counts.Clear();
        foreach (var row in left)
        {
            var number = (int)numbers[row];
            chosen[(number * RunReader.DocumentsMax) + counts[number]++] = row;
        }

        for (var i = 0; i < _values.Length; i++)
        {
            if (counts[i] > 0)
            {
                var rows = chosen.Slice(i * RunReader.DocumentsMax, counts[i]);
                failed = Math.Min(failed, _values[i].Fill(run, rows, payloads));
            }
        }

        var kept = counts[_values.Length];
        chosen.Slice(_values.Length * RunReader.DocumentsMax, kept).CopyTo(left);
        return kept;
    }

    // How many conditions compare one text with constants, as the first one does.
    private static int CountAlike(ReadOnlySpan<RunSource> conditions)
    {
        if (!TextEqualitySource.TryGet(conditions[0], out var first))
        {
            return 1;
        }

        var count = 1;
        while (count < Math.Min(conditions.Length, TextTable.CountMax)
            && TextEqualitySource.TryGet(conditions[count], out var other)
            && first.IsOfSameText(other))
        {
            count++;
        }

        return count;
    }

    private static TextNumberSource NumberOf(ReadOnlySpan<RunSource> conditions)
    {
        var first = (TextEqualitySource)conditions[0];
        var constants = new byte[conditions.Length][];
        for (var i = 0; i < constants.Length; i++)
        {
            constants[i] = ((TextEqualitySource)conditions[i]).Constant;
        }

        return new TextNumberSource(first.Text, new TextTable(constants, first.Folds));
    }
}
