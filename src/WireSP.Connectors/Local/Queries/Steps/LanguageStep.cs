using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>A run of stages that the engine of streams has.</summary>
internal sealed class LanguageStep(LanguageStages stages) : AggregateStep
{
    private readonly List<BsonDocument> _made = [];

    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        stages.Process(document, _made);
        PassOn();
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        stages.Finish(_made);
        PassOn();
        Next.Finish();
    }

    private void PassOn()
    {
        foreach (var document in _made)
        {
            Next.Process(document);
        }

        _made.Clear();
    }
}
