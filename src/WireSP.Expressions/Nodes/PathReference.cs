using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>
/// A path below a computed value or a variable. A path through an array yields the array of what the documents in it
/// hold; arrays directly inside arrays are not entered.
/// </summary>
internal sealed class PathReference(Expression source, byte[][] names) : Expression
{
    public override bool CanFail => source.CanFail;

    public override BsonValue Evaluate(EvaluationContext context) => Resolve(source.Evaluate(context), 0, context);

    internal override RunSource? SourceFor(FieldShape shape)
    {
        if (names.Length != 1 || source.SourceFor(shape) is not MatchSource match)
        {
            return null;
        }

        return names[0].AsSpan().SequenceEqual("captures"u8) ? new MatchCapturesSource(match)
            : names[0].AsSpan().SequenceEqual("match"u8) ? new MatchGroupSource(match, 0, RunText.Missing)
            : null;
    }

    private BsonValue Resolve(BsonValue value, int depth, EvaluationContext context)
    {
        for (; depth < names.Length; depth++)
        {
            if (value.Type == BsonType.Array)
            {
                return Collect(value.AsArray, depth, context);
            }

            if (value.Type != BsonType.Document || !value.AsDocument.TryGetValue(names[depth], out value))
            {
                return BsonValue.Missing;
            }
        }

        return value;
    }

    private BsonValue Collect(BsonArray array, int depth, EvaluationContext context)
    {
        var mark = context.Mark;
        foreach (var item in array)
        {
            context.Charge(1);
            var found = item.Type == BsonType.Document ? Resolve(item, depth, context) : BsonValue.Missing;
            if (!found.IsMissing)
            {
                context.Push(found);
            }
        }

        return context.TakeArray(mark);
    }
}
