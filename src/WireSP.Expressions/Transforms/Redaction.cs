using System.Buffers.Text;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Transforms;

/// <summary>
/// <c>$redact</c>: an expression that decides for the document, and after <c>$$DESCEND</c> for each document inside it,
/// with <c>$$CURRENT</c> bound to the one at hand. Immutable and shared.
/// </summary>
public sealed class Redaction
{
    private readonly Expression _decision;
    private readonly int _current;

    private Redaction(Expression decision, int current)
    {
        _decision = decision;
        _current = current;
    }

    /// <summary>Compiles the stage's expression.</summary>
    /// <exception cref="ExpressionSyntaxException">It is not a legal expression; says where and why.</exception>
    public static Redaction Compile(BsonValue argument, CompileContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var current = context.DeclareVariable("CURRENT");
        var decision = ExpressionCompiler.Compile(argument, context);
        context.ReleaseVariables(1);
        if (decision is Constant constant)
        {
            ConstantRefusal.Try(constant.Value, static value => OutcomeOf(value));
        }

        return new Redaction(decision, current);
    }

    /// <summary>Redacts the context's document.</summary>
    /// <exception cref="EvaluationException">The expression fails or decides something else.</exception>
    public RedactionOutcome Apply(EvaluationContext context, BsonWriter output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        var outcome = Decide(context.Root, context);
        if (outcome == RedactionOutcome.Written)
        {
            WriteDocument(context.Root, context, output, depth: 1);
        }

        return outcome;
    }

    private RedactionOutcome Decide(BsonDocument document, EvaluationContext context)
    {
        context.Charge(1);
        context.Variables[_current] = document;
        return OutcomeOf(_decision.Evaluate(context));
    }

    private static RedactionOutcome OutcomeOf(in BsonValue decision)
    {
        if (decision.Type == BsonType.String)
        {
            var word = decision.AsStringUtf8;
            if (word.SequenceEqual("descend"u8))
            {
                return RedactionOutcome.Written;
            }

            if (word.SequenceEqual("prune"u8))
            {
                return RedactionOutcome.Pruned;
            }

            if (word.SequenceEqual("keep"u8))
            {
                return RedactionOutcome.Kept;
            }
        }

        throw new EvaluationException(
            17053,
            "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, "
                + $"but returned {TypeNames.Of(decision.Type)}");
    }

    private void WriteDocument(BsonDocument document, EvaluationContext context, BsonWriter output, int depth)
    {
        DocumentDepth.Check(depth);
        var start = output.BeginDocument();
        foreach (var element in document)
        {
            if (element.Type is BsonType.Document or BsonType.Array)
            {
                WriteNested(element.NameUtf8, element.Value, context, output, depth);
            }
            else
            {
                output.WriteRaw(element.Raw);
            }
        }

        output.End(start);
    }

    private void WriteItems(BsonArray array, EvaluationContext context, BsonWriter output, int depth)
    {
        DocumentDepth.Check(depth);
        var start = output.BeginDocument();
        Span<byte> name = stackalloc byte[11];
        var index = 0;
        foreach (var item in array)
        {
            // Items that are cut out close ranks, so names are counted anew.
            _ = Utf8Formatter.TryFormat(index, name, out var length);
            var position = output.Position;
            if (item.Type is BsonType.Document or BsonType.Array)
            {
                WriteNested(name[..length], item, context, output, depth);
            }
            else
            {
                output.WriteValue(name[..length], item);
            }

            index += output.Position == position ? 0 : 1;
        }

        output.End(start);
    }

    private void WriteNested(
        ReadOnlySpan<byte> name, in BsonValue value, EvaluationContext context, BsonWriter output, int depth)
    {
        if (value.Type == BsonType.Array)
        {
            output.WriteHeader(BsonType.Array, name);
            WriteItems(value.AsArray, context, output, depth + 1);
            return;
        }

        switch (Decide(value.AsDocument, context))
        {
            case RedactionOutcome.Kept:
                output.WriteValue(name, value);
                break;
            case RedactionOutcome.Written:
                output.WriteHeader(BsonType.Document, name);
                WriteDocument(value.AsDocument, context, output, depth + 1);
                break;
            default:
                break;
        }
    }
}
