using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>Where an operand comes from, as a type: reading a slot or a constant then costs no virtual call.</summary>
internal interface IOperand
{
    BsonValue Read(EvaluationContext context);

    /// <summary>As <see cref="Read"/>; false where the context says what failed.</summary>
    bool TryRead(EvaluationContext context, out BsonValue value);

    /// <summary>The operand when it is an int32 or int64 and that can be told without a value of it.</summary>
    bool TryReadInteger(EvaluationContext context, out long integer);
}
