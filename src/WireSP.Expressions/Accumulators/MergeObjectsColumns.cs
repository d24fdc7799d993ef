using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$mergeObjects</c>: one document for each group, in which later fields win.</summary>
internal sealed class MergeObjectsColumns(Expression argument) : StateColumns<BsonDocument>(argument)
{
    private readonly BsonWriter _scratch = new();

    protected override void Take(ref BsonDocument state, in BsonValue value, EvaluationContext context)
    {
        if (value.IsNullish)
        {
            return;
        }

        if (value.Type != BsonType.Document)
        {
            throw ExpressionErrors.WrongType(40400, "$mergeObjects", "objects", value);
        }

        Merge(ref state, value.AsDocument);
    }

    protected override BsonValue Result(in BsonDocument state, EvaluationContext context) => state;

    protected override void Merge(ref BsonDocument state, in BsonDocument other)
    {
        _scratch.Reset();
        var start = _scratch.BeginDocument();
        DocumentMerge.WriteFields(state, other, _scratch);
        _scratch.End(start);
        KeptBytes += _scratch.Position - state.Length;
        state = _scratch.ToDocument();
    }

    protected override void Write(in BsonDocument state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        writer.WriteDocument(name, state);

    protected override BsonDocument Read(BsonValue state)
    {
        KeptBytes += state.Length;
        return state.AsDocument.Copy();
    }
}
