using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Tasks;

namespace WireSP.Streaming.Operators;

/// <summary>
/// <c>$setStreamMeta</c>: the document goes on as it is, with its metadata written out in full beside it.
/// </summary>
internal sealed class SetStreamMetaOperator(
    string name,
    ChainOutput output,
    MetadataNode root,
    Expression[] expressions,
    (FieldScope Fields, FieldScope Following) scopes)
    : Operator(name, output)
{
    private readonly BsonValue[] _values = new BsonValue[expressions.Length];
    private readonly BsonWriter _metadata = new();
    private SetMetadataOrigin _describer = new(null);

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var writer = Output.Writer;
        var start = writer.Position;
        var kept = Output.KeptCount;
        StreamDocument made;
        try
        {
            for (var i = 0; i < _values.Length; i++)
            {
                _values[i] = expressions[i].Evaluate(scopes.Fields.Context);
            }

            made = WithMetadata(document, Write(document.Origin, writer));
            scopes.Following.Begin(made);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            writer.Truncate(start);
            return;
        }

        Next.Process(made);
        Output.Reclaim(start, kept);
    }

    private BsonDocument Write(in DocumentOrigin origin, BsonWriter writer)
    {
        _metadata.Reset();
        var existing = StreamMetadata.Write(_metadata, origin);
        var start = writer.BeginDocument();
        root.Write(existing, _values, writer);
        writer.End(start);
        return writer.DocumentFrom(start);
    }

    private StreamDocument WithMetadata(in StreamDocument document, BsonDocument metadata)
    {
        var origin = document.Origin;
        if (!ReferenceEquals(_describer.Inner, origin.Describer))
        {
            _describer = new SetMetadataOrigin(origin.Describer);
        }

        var origins = Output.Batch.Origins;
        var number = origins.Add(origin with { Describer = _describer, Details = metadata });
        return new StreamDocument(document.Body, document.EventTimeMs, origins, number);
    }
}
