using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$cond</c>: one of two values, chosen by a condition.</summary>
internal sealed class Cond(Expression condition, Expression then, Expression otherwise) : Expression
{
    public static readonly ExpressionSpec Spec = new("$cond", Compile)
    {
        Summary = "Gives the second operand when the first is true, else the third. The other one is not computed.",
        Syntax = "{ $cond: [if, then, else] } or { $cond: { if: …, then: …, else: … } }",
        Examples =
        [
            new("""{ "$cond": [{ "$gt": [2, 1] }, "yes", "no"] }""", "\"yes\""),
            new("""{ "$cond": { "if": null, "then": 1, "else": 2 } }""", "2"),
            new("""{ "$cond": ["$n", { "$divide": [1, "$n"] }, 0] }""", "0", """{ "n": 0 }"""),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$cond", 16020, 17083, new Parameter("if", 17080), new Parameter("then", 17081) { MayBeSkipped = true },
        new Parameter("else", 17082) { MayBeSkipped = true });

    public override bool IsConstant => condition.IsConstant && then.IsConstant && otherwise.IsConstant;

    /// <summary>The condition, where the result is the int 1 if it is true and 0 if not; null elsewhere.</summary>
    public Expression? Flag => IsInt(then, 1) && IsInt(otherwise, 0) ? condition : null;

    public override BsonValue Evaluate(EvaluationContext context) =>
        (condition.IsTrue(context) ? then : otherwise).Evaluate(context);

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value) =>
        (condition.IsTrue(context) ? then : otherwise).TryEvaluate(context, out value);

    internal override RunSource? SourceFor(FieldShape shape)
    {
        if (condition.SourceFor(shape) is not { } source)
        {
            return null;
        }

        if (source.TryGetConstant(out var constant))
        {
            return (Truth.Of(constant) ? then : otherwise).SourceFor(shape);
        }

        return source.Type != BsonType.Boolean ? null
            : Flag is not null ? new FlagSource(source)
            : ChoiceSource.Of([condition], [then, otherwise], shape);
    }

    private static bool IsInt(Expression branch, int value) =>
        branch is Constant { Value: { Type: BsonType.Int32 } constant } && constant.Payload == value;

    private static Cond Compile(BsonValue argument, CompileContext context)
    {
        var operands = argument.Type == BsonType.Document
            ? Named.Compile(argument, context)
            : ArgumentList.Compile("$cond", argument, context, 3, 3, certain: 1);
        return new(operands[0], operands[1], operands[2]);
    }
}
