using WireSP.Expressions.Runs;

namespace WireSP.Streaming;

/// <summary>What those who made documents already know of them.</summary>
public sealed partial class DocumentRows
{
    // What the next operator would find out of the first rows, where that is known.
    private long[] _answers = [];
    private int _answered;

    /// <summary>Notes what is known to become of the last rows in the next operator, by row.</summary>
    /// <param name="answers">One or zero, or <see cref="TransformRun.Unanswered"/>.</param>
    internal void AddAnswers(ReadOnlySpan<long> answers)
    {
        if (answers.IsEmpty)
        {
            return;
        }

        if (_answers.Length < Count)
        {
            Array.Resize(ref _answers, _slices.Length);
        }

        var first = Count - answers.Length;
        _answers.AsSpan(_answered, first - _answered).Fill(TransformRun.Unanswered);
        answers.CopyTo(_answers.AsSpan(first));
        _answered = Count;
    }

    /// <summary>What is known of the rows from an index on, up to the first of which nothing is.</summary>
    internal ReadOnlySpan<long> AnswersFrom(int index)
    {
        if (index >= _answered)
        {
            return [];
        }

        var answers = _answers.AsSpan(index, _answered - index);
        var end = answers.IndexOf(TransformRun.Unanswered);
        return end < 0 ? answers : answers[..end];
    }
}
