using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// Values as schemas compare them: the order of a document's fields is of no account, so they are put into one order.
/// </summary>
internal static class UnorderedValue
{
    /// <summary>The value itself, or a copy in the arena with the fields of all its documents in order.</summary>
    public static BsonValue Of(in BsonValue value, EvaluationContext context)
    {
        if (value.Type is not (BsonType.Document or BsonType.Array))
        {
            return value;
        }

        var start = context.Arena.Position;
        context.ChargeBytes(value.Length);
        context.ChargeFor(value);
        Write(value, context.Arena);
        return BsonValue.FromRaw(value.Type, context.Arena.Buffer, start, context.Arena.Position - start);
    }

    private static void Write(in BsonValue value, BsonWriter output)
    {
        var start = output.BeginDocument();
        if (value.Type == BsonType.Array)
        {
            foreach (var element in value.AsArray.AsDocument)
            {
                WriteElement(element, output);
            }
        }
        else
        {
            var elements = new List<BsonElement>();
            foreach (var element in value.AsDocument)
            {
                elements.Add(element);
            }

            elements.Sort(static (left, right) => left.NameUtf8.SequenceCompareTo(right.NameUtf8));
            foreach (var element in elements)
            {
                WriteElement(element, output);
            }
        }

        output.End(start);
    }

    private static void WriteElement(BsonElement element, BsonWriter output)
    {
        if (element.Type is BsonType.Document or BsonType.Array)
        {
            output.WriteHeader(element.Type, element.NameUtf8);
            Write(element.Value, output);
        }
        else
        {
            output.WriteRaw(element.Raw);
        }
    }
}
