using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// Applies a projection below the topmost level, where documents are walked: in documents field by field, in arrays to
/// each item, and elsewhere by making the document that the computed fields need.
/// </summary>
/// <param name="output">Where elements are appended.</param>
/// <param name="computed">The computed values, by their index.</param>
/// <param name="keepsOthers">Whether fields that are not named stay; computed ones then replace those in their
/// place.</param>
internal readonly ref struct NestedProjection(BsonWriter output, ReadOnlySpan<BsonValue> computed, bool keepsOthers)
{
    private readonly ReadOnlySpan<BsonValue> _computed = computed;

    /// <summary>Writes a field into which the projection descends; may write nothing.</summary>
    public void WriteField(ReadOnlySpan<byte> name, in BsonValue value, ProjectionNode inner, int depth)
    {
        switch (value.Type)
        {
            case BsonType.Document:
                var start = output.BeginDocument(name);
                WriteElements(value.AsDocument, inner, depth);
                output.End(start);
                break;
            case BsonType.Array:
                start = output.BeginArray(name);
                WriteItems(value.AsArray, inner, depth);
                output.End(start);
                break;
            case var _ when inner.HasComputed:
                start = output.BeginDocument(name);
                WriteComputed(inner, [], depth);
                output.End(start);
                break;
            case var _ when keepsOthers:
                output.WriteValue(name, value);
                break;
            default:
                break;
        }
    }

    /// <summary>Writes a computed field that the document did not have, or that stands after those it had.</summary>
    public void WriteComputed(ProjectionField field, int depth)
    {
        if (field.Action == ProjectionAction.Compute)
        {
            output.WriteValue(field.Name, _computed[field.ValueIndex]);
        }
        else if (field.Computes)
        {
            WriteField(field.Name, BsonValue.Missing, field.Inner!, depth + 1);
        }
    }

    private void WriteElements(BsonDocument document, ProjectionNode node, int depth)
    {
        DocumentDepth.Check(depth);
        Span<ulong> seen = stackalloc ulong[(node.Fields.Count + 63) >> 6];
        seen.Clear();
        foreach (var element in document)
        {
            var index = node.IndexOf(element.NameUtf8);
            if (index < 0)
            {
                if (keepsOthers)
                {
                    output.WriteRaw(element.Raw);
                }
            }
            else if (WriteNamed(element, node.Fields[index], depth))
            {
                seen[index >> 6] |= 1UL << index;
            }
        }

        WriteComputed(node, seen, depth);
    }

    // Whether the field is done with; a computed one may still have to be written after the others.
    private bool WriteNamed(in BsonElement element, ProjectionField field, int depth)
    {
        switch (field.Action)
        {
            case ProjectionAction.Keep:
                output.WriteRaw(element.Raw);
                return true;
            case ProjectionAction.Descend:
                WriteField(field.Name, element.Value, field.Inner!, depth + 1);
                return true;
            case ProjectionAction.Compute when keepsOthers:
                output.WriteValue(field.Name, _computed[field.ValueIndex]);
                return true;
            default:
                return false;
        }
    }

    private void WriteItems(BsonArray array, ProjectionNode node, int depth)
    {
        DocumentDepth.Check(depth);
        var index = 0;
        Span<byte> name = stackalloc byte[11];
        foreach (var item in array)
        {
            // Items that are left out close ranks, so names are counted anew.
            _ = System.Buffers.Text.Utf8Formatter.TryFormat(index, name, out var length);
            var position = output.Position;
            WriteField(name[..length], item, node, depth + 1);
            index += output.Position == position ? 0 : 1;
        }
    }

    private void WriteComputed(ProjectionNode node, ReadOnlySpan<ulong> seen, int depth)
    {
        for (var i = 0; i < node.Fields.Count; i++)
        {
            if (seen.IsEmpty || (seen[i >> 6] & (1UL << i)) == 0)
            {
                WriteComputed(node.Fields[i], depth);
            }
        }
    }
}
