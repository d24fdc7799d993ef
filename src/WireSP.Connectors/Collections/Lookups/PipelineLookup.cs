using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>
/// Answers documents by a pipeline: a query for each distinct question, which is the values of the variables and of the
/// field; so many at a time as the stage allows.
/// </summary>
internal sealed class PipelineLookup(LookupTarget target) : IEnricher
{
    private readonly LookupKeys? _keys = target.Request.LocalField is { } local
        ? new LookupKeys(local, target.Request.ForeignField!)
        : null;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => target.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> EnrichAsync(EnrichmentBatch batch, CancellationToken cancellationToken)
    {
        var round = new PipelineRound(target.HeldBytesMax);
        var asked = new PipelineQuestion[batch.Count];
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i] = round.Ask(PipelineQuestion.Of(target.Request, _keys, batch, i));
        }

        await AnswerAsync(round, cancellationToken).ConfigureAwait(false);
        var count = 0;
        while (count < asked.Length && asked[count].IsAnswered)
        {
            asked[count].Give(batch, count);
            count++;
        }

        return count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => target.DisposeAsync();

    private async Task AnswerAsync(PipelineRound round, CancellationToken cancellationToken)
    {
        var workers = Math.Min(target.Request.Parallelism, round.Count);
        if (workers == 1)
        {
            await WorkAsync(round, cancellationToken).ConfigureAwait(false);
            return;
        }

        var running = new Task[workers];
        for (var i = 0; i < workers; i++)
        {
            running[i] = Task.Run(() => WorkAsync(round, cancellationToken), cancellationToken);
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task WorkAsync(PipelineRound round, CancellationToken cancellationToken)
    {
        try
        {
            while (round.Next() is { } question)
            {
                await AnswerAsync(question, cancellationToken).ConfigureAwait(false);
                round.Held(question.HeldBytes);
            }
        }
        catch
        {
            round.End();
            throw;
        }
    }

    private async Task AnswerAsync(PipelineQuestion question, CancellationToken cancellationToken)
    {
        var found = new FoundDocuments();
        try
        {
            await target.AggregateAsync(
                question.Stages,
                document =>
                {
                    found.Add(document);
                    return !found.IsTooLarge;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (EvaluationException failure)
        {
            question.Refuse(failure.Message);
            return;
        }
        catch (StreamProcessorException failure) when (QueryFailure.IsOfDocument(failure))
        {
            question.Refuse(failure.Message);
            return;
        }

        if (found.IsTooLarge)
        {
            question.Refuse(target.TooLargeReason);
        }
        else
        {
            question.Answer(found);
        }
    }
}
