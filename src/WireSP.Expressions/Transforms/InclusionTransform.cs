using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

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
    private readonly bool _copies;
    private readonly bool _appends;

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
        _copies = Array.TrueForAll(_kept, field => field.Inner is null);
        _appends = _copies && Array.TrueForAll(_computed, field => field.Action == ProjectionAction.Compute);

        int SlotOf(ProjectionField field) => context.Fields.GetElementSlot(Encoding.UTF8.GetString(field.Name));
    }

    public override bool TryApply(EvaluationContext context, BsonWriter output)
    {
        if (_appends)
        {
            return TryAppend(context, output);
        }

        var mark = context.Mark;
        foreach (var expression in _expressions)
        {
            if (!expression.TryEvaluate(context, out var value))
            {
                context.Release(mark);
                return false;
            }

            context.Push(value);
        }

        Write(context, context.From(mark), output);
        context.Release(mark);
        return true;
    }

    internal override RunLayout? LayoutFor(FieldShape shape) => MemoOf(shape).Layout;

    // Where nothing computed is inside of what is kept, each value is written once it is there.
    private bool TryAppend(EvaluationContext context, BsonWriter output)
    {
        var start = output.BeginDocument();
        WriteKept(context, new NestedProjection(output, [], keepsOthers: false), output);
        foreach (var field in _computed)
        {
            if (!_expressions[field.ValueIndex].TryEvaluate(context, out var value))
            {
                return false;
            }

            output.WriteValue(field.Name, value);
        }

        output.End(start);
        return true;
    }

    private void Write(EvaluationContext context, ReadOnlySpan<BsonValue> computed, BsonWriter output)
    {
        var start = output.BeginDocument();
        var nested = new NestedProjection(output, computed, keepsOthers: false);
        WriteKept(context, nested, output);
        for (var i = 0; i < _computed.Length; i++)
        {
            if (_computedSlots[i] < 0 || context.ReadElement(_computedSlots[i]).IsMissing)
            {
                nested.WriteComputed(_computed[i], depth: 1);
            }
        }

        output.End(start);
    }

    private void WriteKept(EvaluationContext context, in NestedProjection nested, BsonWriter output)
    {
        var known = context.Shape is { } shape ? MemoOf(shape) : null;
        if (known?.Ranges is { } ranges)
        {
            CopyRanges(context, ranges, output);
        }
        else if (known is not null)
        {
            CopyFields(context, known.Order, nested, output);
        }
        else
        {
            SortAndCopy(context, nested, output);
        }
    }

    private ShapeMemo MemoOf(FieldShape shape) =>
        shape.Memo is { } memo && ReferenceEquals(memo.Owner, this) ? memo : Learn(shape);

    private ShapeMemo Learn(FieldShape shape)
    {
        var order = ElementOrder.OfShape(_elementSlots, shape);
        var ranges = _copies ? ElementOrder.Merge(shape, _elementSlots, order) : null;
        return shape.Memo = new ShapeMemo(this, order)
        {
            Ranges = ranges,
            Layout = _appends ? CreateLayout(shape, ranges!) : null,
        };
    }

    private RunLayout? CreateLayout(FieldShape shape, ShapeRange[] ranges)
    {
        if (RunLayout.SourcesOf(_computed, _expressions, shape) is not { } sources)
        {
            return null;
        }

        var pieces = new List<RunPiece>(Array.ConvertAll(ranges, RunPiece.Of));
        for (var i = 0; i < _computed.Length; i++)
        {
            RunLayout.AddField(pieces, _computed[i], i, sources[i]);
        }

        return new RunLayout(sources, [.. pieces]) { NamesOnce = true };
    }

    private static void CopyRanges(EvaluationContext context, ShapeRange[] ranges, BsonWriter output)
    {
        var buffer = context.Root.Buffer;
        var shape = context.Shape!;
        foreach (ref readonly var range in ranges.AsSpan())
        {
            var start = shape.PositionOf(range.Start);
            output.WriteRaw(buffer.AsSpan(start, shape.PositionOf(range.End) - start));
        }
    }

    private void SortAndCopy(EvaluationContext context, in NestedProjection nested, BsonWriter output)
    {
        Span<int> order = _kept.Length <= StackFieldsMax ? stackalloc int[StackFieldsMax] : new int[_kept.Length];
        var count = ElementOrder.Sort(_elementSlots, context, order);
        CopyFields(context, order[..count], nested, output);
    }

    private void CopyFields(
        EvaluationContext context, ReadOnlySpan<int> order, in NestedProjection nested, BsonWriter output)
    {
        var buffer = context.Root.Buffer;
        var rangeStart = 0;
        var rangeEnd = 0;
        foreach (var index in order)
        {
            var element = context.ReadElement(_elementSlots[index]);
            if (_kept[index].Inner is { } inner)
            {
                output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
                rangeStart = rangeEnd;
                var name = _kept[index].Name;
                nested.WriteField(name, ElementValue.Of(buffer, element, name.Length), inner, depth: 1);
            }
            else if (element.Offset == rangeEnd)
            {
                rangeEnd = element.End;
            }
            else
            {
                output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
                rangeStart = element.Offset;
                rangeEnd = element.End;
            }
        }

        output.WriteRaw(buffer.AsSpan(rangeStart, rangeEnd - rangeStart));
    }
}
