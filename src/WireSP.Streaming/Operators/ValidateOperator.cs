using WireSP.Bson;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Operators;

/// <summary>
/// <c>$validate</c>: a document that does not match is discarded, becomes a dead letter, or fails the processor.
/// </summary>
internal sealed class ValidateOperator(
    ValidationRule rule, string name, ChainOutput output, FieldScope fields, FieldScope following)
    : FilterOperator(name, output, rule.Validator, fields, following)
{
    private const int DocumentValidationFailure = 121;
    private const string Reason = "Input document found to be invalid in $validate stage";

    /// <inheritdoc/>
    protected override void Reject(in StreamDocument document)
    {
        switch (rule.Action)
        {
            case ValidationAction.Discard:
                Output.DiscardedCount++;
                break;
            case ValidationAction.DeadLetter:
                DeadLetter(document, Reason);
                break;
            default:
                throw new StreamProcessorException(
                    DocumentValidationFailure,
                    FailureDomain.User,
                    RetryPolicy.Never,
                    $"{Reason}, whose validationAction is 'error'; its _id is {ShowId(document)}");
        }
    }

    private static string ShowId(in StreamDocument document)
    {
        const int LengthMax = 100;
        if (!document.Body.TryGetValue("_id"u8, out var id))
        {
            return "missing";
        }

        var text = ExtendedJson.Format(id, ExtendedJsonOptions.Relaxed);
        return text.Length <= LengthMax ? text : text[..LengthMax] + "…";
    }
}
