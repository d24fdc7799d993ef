using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$switch</c>: the value of the first branch whose condition is true.</summary>
internal sealed class Switch(Expression[] cases, Expression[] values, Expression? otherwise) : Expression
{
    public static readonly ExpressionSpec Spec = new("$switch", Compile)
    {
        Summary = "Gives the value of the first branch whose case is true, else the default; without a default "
            + "that is an error.",
        Syntax = "{ $switch: { branches: [{ case: …, then: … }, …], default: expression } }",
        Examples =
        [
            new("""{ "$switch": { "branches": [{ "case": "$n", "then": "some" }], "default": "none" } }""", "\"some\"",
                """{ "n": 11 }"""),
            new("""{ "$switch": { "branches": [{ "case": false, "then": 1 }], "default": 2 } }""", "2"),
            new("""{ "$switch": { "branches": [{ "case": true, "then": 1 }] } }""", "1"),
        ],
    };

    private static readonly NamedSyntax Named =
        new("$switch", 40060, 40067, new Parameter("branches"), new Parameter("default"));

    private static readonly Parameter Then = new("then", 40065) { MayBeSkipped = true };

    private static readonly NamedSyntax FirstSyntax =
        new("$switch", 40062, 40063, new Parameter("case", 40064), Then);

    private static readonly NamedSyntax BranchSyntax =
        new("$switch", 40062, 40063, new Parameter("case", 40064) { MayBeSkipped = true }, Then);

    public override bool IsConstant => Array.TrueForAll(cases, static condition => condition.IsConstant)
        && Array.TrueForAll(values, static value => value.IsConstant) && otherwise is null or { IsConstant: true };

    public override BsonValue Evaluate(EvaluationContext context) =>
        TryEvaluate(context, out var value) ? value : throw context.ToException();

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        for (var i = 0; i < cases.Length; i++)
        {
            if (cases[i].IsTrue(context))
            {
                return values[i].TryEvaluate(context, out value);
            }
        }

        if (otherwise is null)
        {
            value = context.Fail(
                40066, static (_, _) => "$switch found no branch that is true, and has no default");
            return false;
        }

        return otherwise.TryEvaluate(context, out value);
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        ChoiceSource.Of(cases, [.. values, otherwise], shape);

    private static Switch Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        if (bound[0].Type is not (BsonType.Array or BsonType.Missing))
        {
            throw new ExpressionSyntaxException(
                40061, $"$switch takes an array of branches, not {TypeNames.Of(bound[0].Type)}", "branches");
        }

        var count = bound[0].IsMissing ? 0 : bound[0].AsArray.Count();
        if (count == 0)
        {
            throw new ExpressionSyntaxException(40068, "$switch takes at least one branch", "branches");
        }

        var cases = new Expression[count];
        var values = new Expression[count];
        var index = 0;
        foreach (var branch in bound[0].AsArray)
        {
            // Documents for which an earlier case is true pass by the later ones.
            var parts = (index == 0 ? FirstSyntax : BranchSyntax).Compile(branch, context);
            cases[index] = parts[0];
            values[index++] = parts[1];
        }

        return new(cases, values, bound[1].IsMissing
            ? null
            : ExpressionCompiler.CompileBranch("default", bound[1], context));
    }
}
