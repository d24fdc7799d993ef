using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// A <c>$project</c> that names what to keep: copies the kept fields in the document's order, neighbours in one range,
/// and appends the computed ones in the order in which they were written.
/// </summary>
internal sealed class InclusionTransform : DocumentTransform
{
    private const int StackFieldsMax = 32;

    private readonly ProjectionField[] _kept;
    private readonly int[] _elementSlots;
    private readonly ProjectionField[] _computed;
    private readonly int[] _computedSlots;
    private readonly Expression[] _expressions;

    /// <summary>Makes the transform and takes slots for the fields that it names.</summary>
    public InclusionTransform(ProjectionNode root, Expression[] expressions, CompileContext context)
    {
        _kept = [.. root.Fields.Where(field => field.Action != ProjectionAction.Compute)];
        _elementSlots = Array.ConvertAll(_kept, SlotOf);
        _computed = [.. root.Fields.Where(field => field.Computes)];
        // A field that is entered is written where it stands; only when it is not there is it made at the end.
        _computedSlots = Array.ConvertAll(
            _computed, field => field.Action == ProjectionAction.Descend ? SlotOf(field) : -1);
        _expressions = expressions;

        int SlotOf(ProjectionField field) => context.Fields.GetElementSlot(Encoding.UTF8.GetString(field.Name));
    }

    public override void Apply(EvaluationContext context, BsonWriter output)
    {
        var mark = context.Mark;
        foreach (var expression in _expressions)
        {
            context.Push(expression.Evaluate(context));
        }

        var nested = new NestedProjection(output, context.From(mark), keepsOthers: false);
        var start = output.BeginDocument();
        CopyKept(context, output, nested);
        for (var i = 0; i < _computed.Length; i++)
        {
            if (_computedSlots[i] < 0 || context.Slots[_computedSlots[i]].IsMissing)
            {
                nested.WriteComputed(_computed[i], depth: 1);
            }
        }

        output.End(start);
        context.Release(mark);
    }

    private void CopyKept(EvaluationContext context, BsonWriter output, in NestedProjection nested)
    {
        var position = output.Position;
        if (!TryCopyInOrder(context, output))
        {
            output.Truncate(position);
            CopySorted(context, output, nested);
        }
    }

    // Documents mostly have the fields in the pipeline's order: then nothing has to be sorted.
    private bool TryCopyInOrder(EvaluationContext context, BsonWriter output)
    {
        var buffer = context.Root.Buffer;
        var slots = context.Slots;
        var rangeStart = 0;
        var rangeEnd = 0;
        for (var i = 0; i < _elementSlots.Length; i++)
        {
            ref readonly var element = ref slots[_elementSlots[i]];
            if (element.IsMissing)
            {
                continue;
            }

            var offset = element.Offset;
            if (offset != rangeEnd)
            {
                if (offset < rangeEnd)
                {
                    return false;
                }

                output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
                rangeStart = offset;
            }

            rangeEnd = offset + element.Length;
            if (_kept[i].Inner is not null)
            {
                return false;
            }
        }

        output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
        return true;
    }

    private void CopySorted(EvaluationContext context, BsonWriter output, in NestedProjection nested)
    {
        Span<int> order = _kept.Length <= StackFieldsMax ? stackalloc int[StackFieldsMax] : new int[_kept.Length];
        var count = ElementOrder.Sort(_elementSlots, context.Slots, order);
        var buffer = context.Root.Buffer;
        var rangeStart = 0;
        var rangeEnd = 0;
        foreach (var index in order[..count])
        {
            ref readonly var element = ref context.Slots[_elementSlots[index]];
            if (_kept[index].Inner is { } inner)
            {
                output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
                rangeStart = rangeEnd;
                var name = _kept[index].Name;
                nested.WriteField(name, ElementValue.Of(element, name.Length), inner, depth: 1);
            }
            else if (element.Offset == rangeEnd)
            {
                rangeEnd += element.Length;
            }
            else
            {
                output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
                rangeStart = element.Offset;
                rangeEnd = rangeStart + element.Length;
            }
        }

        output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
    }
}
