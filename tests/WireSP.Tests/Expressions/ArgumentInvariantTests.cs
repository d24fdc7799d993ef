using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Updates;
using WireSP.TestKit.Bson;

namespace WireSP.Tests.Expressions;

/// <summary>
/// Whatever stands beside an operator's name, it answers or fails in one of the ways that callers know.
/// </summary>
public class ArgumentInvariantTests
{
    private static readonly string[] Operators = [.. ExpressionTable.Names];

    [Fact]
    public void An_operator_takes_any_arguments_or_refuses_them() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var values = new RandomBson(seed);
        foreach (var name in random.GetItems(Operators, 20))
        {
            var argument = random.Next(4) switch
            {
                0 => values.NextValue(),
                1 => new BsonArrayBuilder { Operand(values), Operand(values) }.ToArray(),
                2 => new BsonArrayBuilder { Operand(values), Operand(values), Operand(values) }.ToArray(),
                _ => Operand(values),
            };
            Evaluate(new BsonDocumentBuilder { { name, argument } }.ToDocument());
        }
    });

    [Fact]
    public void An_update_takes_any_arguments_or_refuses_them() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var values = new RandomBson(seed);
        var context = new UpdateContext(TimeProvider.System);
        foreach (var name in random.GetItems([.. ModifierTable.Names], 10))
        {
            var fields = new BsonDocumentBuilder { { "a", values.NextValue() }, { "b.c", values.NextValue() } };
            var update = new BsonDocumentBuilder { { name, fields.ToDocument() } }.ToDocument();
            try
            {
                var document = new BsonDocumentBuilder { { "a", values.NextValue() }, { "b", values.NextValue() } };
                _ = UpdateCompiler.Compile(update).Apply(document.ToDocument(), context);
            }
            catch (Exception failure) when (failure is ExpressionSyntaxException or EvaluationException)
            {
                // Refused, as it may be.
            }
        }
    });

    // Wrapped, so that texts with a dollar sign and documents are values and not expressions.
    private static BsonValue Operand(RandomBson values) =>
        new BsonDocumentBuilder { { "$literal", values.NextValue() } }.ToDocument();

    private static void Evaluate(BsonValue expression)
    {
        try
        {
            var compiled = new CompileContext { FoldsConstants = false };
            var operation = ExpressionCompiler.Compile(expression, compiled);
            var context = compiled.CreateEvaluationContext(TimeProvider.System);
            context.Begin(BsonDocument.Empty);
            compiled.Fields.Read(context);
            _ = operation.Evaluate(context);
        }
        catch (Exception failure) when (failure is ExpressionSyntaxException or EvaluationException)
        {
            // Refused, as it may be.
        }
        catch (Exception failure)
        {
            Assert.Fail($"{ExtendedJson.Format(expression, ExtendedJsonOptions.Canonical)}: {failure}");
        }
    }
}
