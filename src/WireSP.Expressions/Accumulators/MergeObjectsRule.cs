using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$mergeObjects</c> keeps its state: one document, in which later fields win.</summary>
internal readonly struct MergeObjectsRule(BsonWriter scratch) : IStateRule<BsonDocument>
{
    public static long KeptBytes(in BsonDocument state) => state.Length;

    public static bool RefusesTypes => true;

    public void Check(in BsonValue value)
    {
        if (!value.IsNullish && value.Type != BsonType.Document)
        {
            throw ExpressionErrors.WrongType(40400, "$mergeObjects", "objects", value);
        }
    }

    public void Take(ref BsonDocument state, in BsonValue value)
    {
        if (!value.IsNullish)
        {
            Merge(ref state, value.AsDocument);
        }
    }

    public void Take(ref BsonDocument state, BsonType type, long payload) =>
        Check(BsonValue.FromPayload(type, payload));

    public BsonValue Result(in BsonDocument state, EvaluationContext context) => state;

    public void Merge(ref BsonDocument state, in BsonDocument other)
    {
        scratch.Reset();
        var start = scratch.BeginDocument();
        DocumentMerge.WriteFields(state, other, scratch);
        scratch.End(start);
        state = scratch.ToDocument();
    }

    public void Write(in BsonDocument state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        writer.WriteDocument(name, state);

    public BsonDocument Read(BsonValue state) => state.AsDocument.Copy();
}
