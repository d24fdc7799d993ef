using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Asks a test of the value in a slot; when an array is met at or before the path's end, walks instead.
/// </summary>
internal sealed class SlotPredicate(int slot, ValueTest test, PathWalk walk) : Predicate
{
    public override bool Matches(EvaluationContext context)
    {
        var value = context.ReadSlot(slot);
        return value.Type == BsonType.Array ? walk.Any(context.Root, context) : test.Matches(value, context);
    }

    internal override RunSource? SourceFor(FieldShape shape)
    {
        if (!test.IsPlain || FieldSource.Of(slot, shape) is not { } source)
        {
            return null;
        }

        return source.TryGetConstant(out var constant)
            ? new ConstantSource(test.Matches(constant, null!))
            : source.IsLoose ? LooseTestSource.Of(source, test) : test.SourceFor(source);
    }
}
