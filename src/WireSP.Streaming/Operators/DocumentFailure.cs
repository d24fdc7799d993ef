using System.Diagnostics.CodeAnalysis;
using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Operators;

/// <summary>Tells failures that concern one document from those that take the task down.</summary>
internal static class DocumentFailure
{
    /// <summary>The dead letter's reason, when the failure is one document's.</summary>
    public static bool TryGetReason(Exception failure, [NotNullWhen(true)] out string? reason)
    {
        reason = failure switch
        {
            EvaluationException => failure.Message,
            BsonFormatException => $"malformed document: {failure.Message}",
            StreamProcessorException or OperationCanceledException or OutOfMemoryException => null,
            // A defect of ours that one document brings to light must not stop all the others.
            _ => Defect.Describe(failure),
        };
        return reason is not null;
    }

    /// <summary>More about a failure, for the dead letter: the server's code, where it has one.</summary>
    public static BsonDocument DetailsOf(Exception failure) =>
        failure is EvaluationException { Code: var code } ? DetailsOf(code) : BsonDocument.Empty;

    /// <summary>As <see cref="DetailsOf(Exception)"/>, of an evaluation that failed with a code.</summary>
    public static BsonDocument DetailsOf(int code) => new BsonDocumentBuilder { { "code", code } }.ToDocument();
}
