using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>
/// What becomes of another source's values, each by itself: they may have been put into the column before.
/// </summary>
/// <param name="from">The other source.</param>
/// <param name="type">The type of every document's value.</param>
internal abstract class DerivedSource(RunSource from, BsonType type) : RunSource(type)
{
    /// <summary>The other source.</summary>
    public RunSource From { get; } = from;

    public sealed override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var failed = From.Fill(run, rows, payloads);
        return Math.Min(failed, Derive(run, Before(rows, failed), payloads));
    }

    /// <summary>Puts values in the place of those of <see cref="From"/>.</summary>
    /// <param name="run">The documents.</param>
    /// <param name="rows">Those whose values are wanted, in order.</param>
    /// <param name="payloads">The bits of the other source's values, by row; receives those of this one's.</param>
    /// <returns>The first row without a value of the type; <see cref="RunSource.All"/> when there is none.</returns>
    public abstract int Derive(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads);
}
