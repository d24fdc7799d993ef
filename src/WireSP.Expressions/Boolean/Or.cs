using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$or</c>: says whether any operand is true; stops at the first that is.</summary>
internal sealed class Or(Expression[] operands) : Expression
{
    public static readonly ExpressionSpec Spec = new("$or", Compile)
    {
        Summary = "Says whether any operand is true; stops at the first that is.",
        Syntax = "{ $or: [expression, …] }",
        Examples =
        [
            new("""{ "$or": [false, 1] }""", "true"),
            new("""{ "$or": [0, null] }""", "false"),
            new("""{ "$or": [] }""", "false"),
        ],
    };

    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context) => IsTrue(context);

    public override bool IsTrue(EvaluationContext context)
    {
        foreach (var operand in operands)
        {
            if (operand.IsTrue(context))
            {
                return true;
            }
        }

        return false;
    }

    internal override RunSource? SourceFor(FieldShape shape) => TruthSource.Of(operands, isAll: false, shape);

    private static Or Compile(BsonValue argument, CompileContext context) =>
        new(ArgumentList.Compile("$or", argument, context, certain: 1));
}
