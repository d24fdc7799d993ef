using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions;

/// <summary>
/// A compiled expression of the aggregation language. Stateless and shared: everything that changes is in the context.
/// </summary>
public abstract class Expression
{
    /// <summary>Whether the result is the same for every document, so that it may be folded when compiling.</summary>
    public virtual bool IsConstant => false;

    /// <summary>
    /// Whether a document may fail here; false only where nothing is done but to read fields and put them together.
    /// </summary>
    public virtual bool CanFail => true;

    /// <summary>The slot whose value is all that the expression gives; null when there is more to do.</summary>
    public virtual int? ValueSlot => null;

    /// <summary>Computes the value for the context's document; a value of type missing means "no value".</summary>
    /// <exception cref="EvaluationException">The operands do not suit the operator; fails that document.</exception>
    public abstract BsonValue Evaluate(EvaluationContext context);

    /// <summary>
    /// As <see cref="Evaluate"/>, but a failure that the operator can tell without an exception is false, and what it
    /// is stands in the context.
    /// </summary>
    /// <exception cref="EvaluationException">Any other failure.</exception>
    internal virtual bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        value = Evaluate(context);
        return true;
    }

    /// <summary>Whether the value counts as true.</summary>
    /// <exception cref="EvaluationException">The operands do not suit the operator; fails that document.</exception>
    public virtual bool IsTrue(EvaluationContext context) => Truth.Of(Evaluate(context));

    /// <summary>
    /// The date that the expression gives, where that can be told at once; if not, <see cref="Evaluate"/> says what it
    /// gives.
    /// </summary>
    /// <param name="context">The context to evaluate in.</param>
    /// <param name="milliseconds">The date, milliseconds since 1970-01-01 UTC.</param>
    public virtual bool TryReadDate(EvaluationContext context, out long milliseconds)
    {
        milliseconds = 0;
        return false;
    }

    /// <summary>
    /// The expression as it is when a stage computes it in several places; itself where keeping the value would cost
    /// more than computing it again.
    /// </summary>
    internal virtual Expression Share(CompileContext context) => this;

    /// <summary>
    /// What the expression is for documents of a shape, where that is of one type and cannot fail; null elsewhere.
    /// </summary>
    internal virtual Runs.RunSource? SourceFor(Fields.FieldShape shape) => null;
}
