using System.Text;
using WireSP.Bson;

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

    /// <summary>Makes the transform and takes slots for the fields that it names.</summary>
    public SpliceTransform(ProjectionNode root, Expression[] expressions, CompileContext context)
    {
        _fields = [.. root.Fields];
        _elementSlots = Array.ConvertAll(
            _fields, field => context.Fields.GetElementSlot(Encoding.UTF8.GetString(field.Name)));
        _expressions = expressions;
        _computes = root.HasComputed;
        _patches = Array.TrueForAll(_fields, field => field.Action == ProjectionAction.Compute);
    }

    public override bool TryForward(EvaluationContext context, out BsonDocument document)
    {
        document = context.Root;
        if (_computes)
        {
            return false;
        }

        foreach (var slot in _elementSlots)
        {
            if (!context.Slots[slot].IsMissing)
            {
                return false;
            }
        }

        return true;
    }

    public override void Apply(EvaluationContext context, BsonWriter output)
    {
        var mark = context.Mark;
        foreach (var expression in _expressions)
        {
            context.Push(expression.Evaluate(context));
        }

        if (!_patches || !TryPatch(context, context.From(mark), output))
        {
            Splice(context, mark, output);
        }

        context.Release(mark);
    }

    // Where every computed value is as long as the one that it replaces, the document is copied whole and patched.
    private bool TryPatch(EvaluationContext context, ReadOnlySpan<BsonValue> computed, BsonWriter output)
    {
        var slots = context.Slots;
        for (var i = 0; i < _fields.Length; i++)
        {
            ref readonly var element = ref slots[_elementSlots[i]];
            var length = element.Length - _fields[i].Name.Length - 2;
            if (element.IsMissing || FixedLength(computed[i].Type) != length)
            {
                return false;
            }
        }

        var root = context.Root;
        var shift = output.Position - root.Offset;
        output.WriteRaw(root.Span);
        for (var i = 0; i < _fields.Length; i++)
        {
            var position = slots[_elementSlots[i]].Offset + shift;
            output.PatchType(position, computed[i].Type);
            if (computed[i].Type == BsonType.Int32)
            {
                output.PatchInt32(position + _fields[i].Name.Length + 2, (int)computed[i].Payload);
            }
            else
            {
                output.PatchInt64(position + _fields[i].Name.Length + 2, computed[i].Payload);
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

    private void Splice(EvaluationContext context, int mark, BsonWriter output)
    {
        var nested = new NestedProjection(output, context.From(mark), keepsOthers: true);
        var root = context.Root;
        var buffer = root.Buffer;
        var start = output.Position;

        // The length prefix is copied with the first range and patched at the end.
        var copied = root.Offset;
        Span<int> order = _fields.Length <= StackFieldsMax
            ? stackalloc int[StackFieldsMax]
            : new int[_fields.Length];
        var count = ElementOrder.Sort(_elementSlots, context.Slots, order);
        foreach (var index in order[..count])
        {
            ref readonly var element = ref context.Slots[_elementSlots[index]];
            output.WriteRaw(buffer.AsSpan(copied, element.Offset - copied));
            copied = element.Offset + element.Length;
            Write(_fields[index], element, nested);
        }

        output.WriteRaw(buffer.AsSpan(copied, root.Offset + root.Length - 1 - copied));
        if (count < _fields.Length)
        {
            Append(context, nested);
        }

        output.End(start);
    }

    private static void Write(ProjectionField field, in BsonValue element, in NestedProjection nested)
    {
        if (field.Action == ProjectionAction.Compute)
        {
            nested.WriteComputed(field, depth: 1);
        }
        else if (field.Inner is { } inner)
        {
            nested.WriteField(field.Name, ElementValue.Of(element, field.Name.Length), inner, depth: 1);
        }
    }

    private void Append(EvaluationContext context, in NestedProjection nested)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (context.Slots[_elementSlots[i]].IsMissing)
            {
                nested.WriteComputed(_fields[i], depth: 1);
            }
        }
    }
}
