using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>One argument of an operator on trial, and what stands in for it where only documents know it.</summary>
/// <param name="name">Its name, or its place in a list.</param>
/// <param name="value">As it stands in the pipeline.</param>
/// <param name="standIn">A value that suits the operator, written as it is and no expression.</param>
internal sealed class TrialOperand(string name, BsonValue value, BsonValue standIn)
{
    /// <summary>Its name, or its place in a list.</summary>
    public string Name => name;

    /// <summary>As it stands in the pipeline.</summary>
    public BsonValue Value => value;

    /// <summary>Whether it is written as a value: neither a field nor something to compute.</summary>
    public bool IsWritten { get; } = IsValue(value);

    /// <summary>The value that is written, where one is.</summary>
    public BsonValue Constant => value.Type == BsonType.Document
        && value.AsDocument.TryGetValue("$literal"u8, out var literal) ? literal : value;

    /// <summary>A value that suits the operator.</summary>
    public BsonValue StandIn => standIn;

    /// <summary>
    /// The arguments beside those that suit; none when the operator is written in another form or without constants.
    /// </summary>
    public static List<TrialOperand> Pair(BsonValue argument, BsonValue suiting)
    {
        var operands = argument.Type != suiting.Type ? []
            : argument.Type == BsonType.Array ? PairItems(argument.AsArray, suiting.AsArray)
            : PairFields(argument.AsDocument, suiting.AsDocument);
        return operands.Exists(operand => operand.IsWritten) ? operands : [];
    }

    /// <summary>An argument with some of the operands as they are written and others in place of the rest.</summary>
    public static BsonValue ArgumentOf(
        List<TrialOperand> operands, List<TrialOperand> kept, IEnumerable<BsonValue> standIns, BsonType form)
    {
        var list = new BsonArrayBuilder();
        var fields = new BsonDocumentBuilder();
        foreach (var (operand, standIn) in operands.Zip(standIns))
        {
            var value = kept.Contains(operand) ? operand.Value : standIn;
            list.Add(value);
            fields.Add(operand.Name, value);
        }

        return form == BsonType.Array ? list.ToArray() : fields.ToDocument();
    }

    private static List<TrialOperand> PairItems(BsonArray items, BsonArray suiting)
    {
        var last = suiting.Count() - 1;
        List<TrialOperand> operands = [];
        foreach (var item in items)
        {
            var place = operands.Count;
            operands.Add(new(place.ToString(CultureInfo.InvariantCulture), item, suiting[Math.Min(place, last)]));
        }

        return operands;
    }

    private static List<TrialOperand> PairFields(BsonDocument fields, BsonDocument suiting)
    {
        List<TrialOperand> operands = [];
        foreach (var field in fields)
        {
            if (!suiting.TryGetValue(field.NameUtf8, out var suits))
            {
                return [];
            }

            operands.Add(new(field.Name, field.Value, suits));
        }

        return operands;
    }

    private static bool IsValue(in BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.String:
                return !value.Bytes.StartsWith("$"u8);
            case BsonType.Array:
                foreach (var item in value.AsArray)
                {
                    if (!IsValue(item))
                    {
                        return false;
                    }
                }

                return true;
            case BsonType.Document:
                return AreValues(value.AsDocument);
            default:
                return true;
        }
    }

    private static bool AreValues(BsonDocument document)
    {
        foreach (var field in document)
        {
            if (field.NameUtf8.SequenceEqual("$literal"u8))
            {
                return true;
            }

            if (field.NameUtf8.StartsWith("$"u8) || !IsValue(field.Value))
            {
                return false;
            }
        }

        return true;
    }
}
