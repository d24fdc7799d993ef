using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of two operands as a type, so that the code of each operand shape is compiled for it.</summary>
internal interface IBinaryOperator
{
    /// <summary>
    /// Whether of two numbers, of which one is a double and none a decimal, the result is <see cref="ApplyReals"/>.
    /// </summary>
    static virtual bool TakesReals => false;

    /// <summary>Whether of two integers the result is what <see cref="Holds"/> says.</summary>
    static virtual bool ComparesIntegers => false;

    /// <summary>The result of two equal texts, where that of two others is the opposite; null elsewhere.</summary>
    static virtual bool? WhenTextsEqual => null;

    /// <summary>The result, or what <see cref="EvaluationContext.Fail"/> gives.</summary>
    static abstract BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context);

    static virtual bool Holds(long left, long right) => false;

    static virtual double ApplyReals(double left, double right) => double.NaN;

    /// <summary>
    /// Of two integers, where the operator also <see cref="TakesReals"/>: the result; false where no int64 holds it.
    /// </summary>
    static virtual bool TryApplyIntegers(long left, long right, out long result)
    {
        result = 0;
        return false;
    }

    /// <summary>What the operator gives of many documents' values; null where that is nothing of its own.</summary>
    static virtual RunSource? SourceOf(RunSource left, RunSource right) => null;
}
