using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$and</c>: says whether all operands are true; stops at the first that is not.</summary>
internal sealed class And(Expression[] operands) : Expression
{
    public static readonly ExpressionSpec Spec = new("$and", Compile)
    {
        Summary = "Says whether all operands are true; stops at the first that is not.",
        Syntax = "{ $and: [expression, …] }",
        Examples =
        [
            new("""{ "$and": [true, 1, "text"] }""", "true"),
            new("""{ "$and": [true, 0] }""", "false"),
            new("""{ "$and": [] }""", "true"),
        ],
    };

    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context) => IsTrue(context);

    public override bool IsTrue(EvaluationContext context)
    {
        foreach (var operand in operands)
        {
            if (!operand.IsTrue(context))
            {
                return false;
            }
        }

        return true;
    }

    internal override RunSource? SourceFor(FieldShape shape) => TruthSource.Of(operands, isAll: true, shape);

    private static And Compile(BsonValue argument, CompileContext context) =>
        new(ArgumentList.Compile("$and", argument, context, certain: 1));
}
