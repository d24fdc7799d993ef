using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Transforms;

/// <summary>Makes the value of an expression the document; a part of the document is promoted without a copy.</summary>
internal sealed class ReplaceRootTransform(string role, Expression expression) : DocumentTransform
{
    public override bool TryApply(EvaluationContext context, BsonWriter output)
    {
        if (!expression.TryEvaluate(context, out var value))
        {
            return false;
        }

        output.WriteRaw(Check(value).Span);
        return true;
    }

    // Anything else is made in the arena, and would only be computed a second time.
    public override bool MayForward => expression is FieldSlot or RootReference;

    public override bool TryForward(EvaluationContext context, out BsonDocument document)
    {
        if (!MayForward)
        {
            document = default;
            return false;
        }

        document = Check(expression.Evaluate(context));
        var root = context.Root;
        return ReferenceEquals(document.Buffer, root.Buffer)
            && document.Offset >= root.Offset && document.Offset < root.Offset + root.Length;
    }

    internal override bool FindsParts => expression is FieldSlot;

    internal override RunLayout? LayoutFor(FieldShape shape) =>
        (shape.Memo is { } memo && ReferenceEquals(memo.Owner, this) ? memo : Learn(shape)).Layout;

    private ShapeMemo Learn(FieldShape shape)
    {
        var place = expression is FieldSlot field ? shape.PlaceOf(field.Slot) : default;
        return shape.Memo = new ShapeMemo(this, [])
        {
            Layout = place.Kind == SlotKind.Prefixed && place.Type == BsonType.Document
                ? new RunLayout(place.Start)
                : null,
        };
    }

    /// <summary>Makes the transform; what is no document whatever documents have is refused.</summary>
    public static ReplaceRootTransform Create(string role, Expression expression, string path = "")
    {
        var transform = new ReplaceRootTransform(role, expression);
        if (expression is Constant constant)
        {
            ConstantRefusal.Try(constant.Value, value => transform.Check(value), path);
        }

        return transform;
    }

    private BsonDocument Check(in BsonValue value) =>
        value.Type == BsonType.Document
            ? value.AsDocument
            : throw new EvaluationException(
                40228, $"'{role}' expression must evaluate to an object, but resulted in {TypeNames.Of(value.Type)}");
}
