using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// <c>$set</c>, <c>$unset</c> and a <c>$project</c> that leaves fields out: copies everything between the fields that
/// it names in whole ranges, computes or drops those in their places, and appends the new ones.
/// </summary>
internal sealed class SpliceTransform : DocumentTransform
{
    private const int StackFieldsMax = 32;

    private readonly ProjectionField[] _fields;
    private readonly int[] _elementSlots;
    private readonly Expression[] _expressions;
    private readonly bool _computes;
    private readonly bool _patches;
    private readonly bool _isFlat;

    /// <summary>Makes the transform and takes slots for the fields that it names.</summary>
    public SpliceTransform(ProjectionNode root, Expression[] expressions, CompileContext context)
    {
        _fields = [.. root.Fields];
        _elementSlots = Array.ConvertAll(
            _fields, field => context.Fields.GetElementSlot(Encoding.UTF8.GetString(field.Name)));
        _expressions = expressions;
        _computes = root.HasComputed;
        _patches = Array.TrueForAll(_fields, field => field.Action == ProjectionAction.Compute);
        _isFlat = Array.TrueForAll(_fields, field => field.Inner is null);
    }

    public override bool MayForward => !_computes;

    public override bool TryForward(EvaluationContext context, out BsonDocument document)
    {
        document = context.Root;
        if (_computes)
        {
            return false;
        }

        foreach (var slot in _elementSlots)
        {
            if (!context.ReadElement(slot).IsMissing)
            {
                return false;
            }
        }

        return true;
    }

    public override bool TryApply(EvaluationContext context, BsonWriter output)
    {
        BsonValue value;
        if (_expressions.Length == 1)
        {
            if (!_expressions[0].TryEvaluate(context, out value))
            {
                return false;
            }

            Write(context, new ReadOnlySpan<BsonValue>(in value), output);
            return true;
        }

        var mark = context.Mark;
        foreach (var expression in _expressions)
        {
            if (!expression.TryEvaluate(context, out value))
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

    private void Write(EvaluationContext context, ReadOnlySpan<BsonValue> computed, BsonWriter output)
    {
        var known = context.Shape is { } shape ? MemoOf(shape) : null;
        if (known?.Patches is { } patches && TryPatch(context, patches, computed, output))
        {
            return;
        }

        var nested = new NestedProjection(output, computed, keepsOthers: true);
        if (known is not null)
        {
            Splice(context, known.Order, nested, output);
            return;
        }

        Span<int> order = _fields.Length <= StackFieldsMax
            ? stackalloc int[StackFieldsMax]
            : new int[_fields.Length];
        Splice(context, order[..ElementOrder.Sort(_elementSlots, context, order)], nested, output);
    }

    private ShapeMemo MemoOf(FieldShape shape) =>
        shape.Memo is { } memo && ReferenceEquals(memo.Owner, this) ? memo : Learn(shape);

    private ShapeMemo Learn(FieldShape shape)
    {
        var order = ElementOrder.OfShape(_elementSlots, shape);
        var patches = PatchesOf(shape, order);
        return shape.Memo = new ShapeMemo(this, order)
        {
            Patches = patches,
            Layout = _isFlat ? CreateLayout(shape, order, patches) : null,
        };
    }

    private ShapePatch[]? PatchesOf(FieldShape shape, int[] order)
    {
        if (!_patches || order.Length < _fields.Length)
        {
            return null;
        }

        var patches = new ShapePatch[_fields.Length];
        for (var i = 0; i < _fields.Length; i++)
        {
            var place = shape.PlaceOf(_elementSlots[i]);
            var headerLength = _fields[i].Name.Length + 2;
            patches[i] = new ShapePatch(
                place.Start, headerLength, place.End.Offset - place.Start.Offset - headerLength);
            if (place.Start.Segment != place.End.Segment)
            {
                return null;
            }
        }

        return patches;
    }

    private RunLayout? CreateLayout(FieldShape shape, int[] order, ShapePatch[]? patches)
    {
        var computed = Array.FindAll(_fields, field => field.Computes);
        if ((order.Length == 0 && computed.Length == 0)
            || RunLayout.SourcesOf(computed, _expressions, shape) is not { } sources)
        {
            // Where nothing changes the document stays where it is.
            return null;
        }

        List<RunPiece> pieces = [];
        var copied = ShapePoint.First;
        foreach (var index in order)
        {
            var place = shape.PlaceOf(_elementSlots[index]);
            pieces.Add(RunPiece.Of(new ShapeRange(copied, place.Start)));
            copied = place.End;
            Add(_fields[index]);
        }

        pieces.Add(RunPiece.Rest(copied));
        foreach (var field in _fields)
        {
            if (shape.PlaceOf(_elementSlots[Array.IndexOf(_fields, field)]).Kind == SlotKind.Missing)
            {
                Add(field);
            }
        }

        return patches is null || !CanPatch(patches, sources)
            ? new RunLayout(sources, [.. pieces])
            : new RunLayout(
                sources,
                [.. patches.Zip(sources, (patch, source) => patch with { Type = source.Type })],
                [.. pieces]);

        void Add(ProjectionField field)
        {
            var source = Array.IndexOf(computed, field);
            if (source >= 0)
            {
                RunLayout.AddField(pieces, field, source, sources[source]);
            }
        }
    }

    private static bool CanPatch(ShapePatch[] patches, RunSource[] sources)
    {
        for (var i = 0; i < patches.Length; i++)
        {
            if (FixedLength(sources[i].Type) != patches[i].ValueLength)
            {
                return false;
            }
        }

        return true;
    }

    // Where every computed value is as long as the one that it replaces, the document is copied whole and patched.
    private static bool TryPatch(
        EvaluationContext context, ShapePatch[] patches, ReadOnlySpan<BsonValue> computed, BsonWriter output)
    {
        for (var i = 0; i < patches.Length; i++)
        {
            if (FixedLength(computed[i].Type) != patches[i].ValueLength)
            {
                return false;
            }
        }

        var root = context.Root;
        var shift = output.Position - root.Offset;
        output.WriteRaw(root.Span);
        for (var i = 0; i < patches.Length; i++)
        {
            var position = context.Shape!.PositionOf(patches[i].Start) + shift;
            output.PatchType(position, computed[i].Type);
            position += patches[i].HeaderLength;
            if (patches[i].ValueLength == 8)
            {
                output.PatchInt64(position, computed[i].Payload);
            }
            else
            {
                output.PatchInt32(position, (int)computed[i].Payload);
            }
        }

        return true;
    }

    private static int FixedLength(BsonType type) => type switch
    {
        BsonType.Int64 or BsonType.Double or BsonType.DateTime => 8,
        BsonType.Int32 => 4,
        _ => -1,
    };

    private void Splice(
        EvaluationContext context, ReadOnlySpan<int> order, in NestedProjection nested, BsonWriter output)
    {
        var root = context.Root;
        var buffer = root.Buffer;
        var start = output.Position;

        // The length prefix is copied with the first range and patched at the end.
        var copied = root.Offset;
        foreach (var index in order)
        {
            var element = context.ReadElement(_elementSlots[index]);
            output.WriteRaw(buffer.AsSpan(copied, element.Offset - copied));
            copied = element.End;
            WriteField(_fields[index], buffer, element, nested);
        }

        output.WriteRaw(buffer.AsSpan(copied, root.Offset + root.Length - 1 - copied));
        if (order.Length < _fields.Length)
        {
            Append(context, nested);
        }

        output.End(start);
    }

    private static void WriteField(
        ProjectionField field, byte[] buffer, ElementExtent element, in NestedProjection nested)
    {
        if (field.Action == ProjectionAction.Compute)
        {
            nested.WriteComputed(field, depth: 1);
        }
        else if (field.Inner is { } inner)
        {
            nested.WriteField(
                field.Name, ElementValue.Of(buffer, element, field.Name.Length), inner, depth: 1);
        }
    }

    private void Append(EvaluationContext context, in NestedProjection nested)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (context.ReadElement(_elementSlots[i]).IsMissing)
            {
                nested.WriteComputed(_fields[i], depth: 1);
            }
        }
    }
}
