using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// Functions of one real number (<c>$exp</c>, <c>$sin</c>, …): null stays null, a decimal gives a decimal, every other
/// number a double.
/// </summary>
internal static class RealFunction
{
    /// <summary>
    /// The factory of such an operator; <paramref name="domain"/> says for which numbers it is defined.
    /// </summary>
    public static ExpressionFactory Create(string name, Func<double, double> apply, RealDomain domain) =>
        ExpressionSpec.Unary(name, (operand, context) =>
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (!operand.IsNumber)
            {
                throw ExpressionErrors.NotNumeric(name, operand);
            }

            var argument = DecimalFunctions.ToSignedDouble(operand);
            if (!double.IsNaN(argument) && !domain.Contains(argument))
            {
                throw new EvaluationException(domain.Code, $"{name} takes a number {domain.Text}, not {argument:R}");
            }

            return operand.Type == BsonType.Decimal128
                ? context.Decimal(DecimalFunctions.Apply(name, operand.AsDecimal128, apply))
                : apply(argument);
        });
}
