using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Names and values on the stack of operands, two entries a field, that become a document.</summary>
internal static class FieldList
{
    /// <summary>Sets a field: a new one at the end, a known one where it is.</summary>
    public static void Put(int mark, in BsonValue name, in BsonValue value, EvaluationContext context)
    {
        var fields = context.From(mark);
        context.Charge(1 + (fields.Length / 16));
        for (var i = 0; i < fields.Length; i += 2)
        {
            if (fields[i].Bytes.SequenceEqual(name.Bytes))
            {
                fields[i + 1] = value;
                return;
            }
        }

        context.Push(name);
        context.Push(value);
    }

    /// <summary>Makes the document, and takes its fields off the stack.</summary>
    public static BsonValue TakeDocument(int mark, EvaluationContext context)
    {
        var fields = context.From(mark);
        var start = context.Arena.BeginDocument();
        for (var i = 0; i < fields.Length; i += 2)
        {
            context.Arena.WriteValue(fields[i].Bytes, fields[i + 1]);
            context.ChargeBytes(0);
        }

        context.Release(mark);
        return context.EndDocument(start);
    }
}
