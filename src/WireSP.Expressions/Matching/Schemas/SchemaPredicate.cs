using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary><c>$jsonSchema</c>: the whole document is asked, in one walk over what the schema names.</summary>
internal sealed class SchemaPredicate(ValueTest schema) : Predicate
{
    public override bool Matches(EvaluationContext context) =>
        schema.Matches(BsonValue.FromDocument(context.Root), context);
}
