using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <content>What an operator found wrong, put into words only when somebody asks.</content>
public sealed partial class EvaluationContext
{
    // A value of no type that is not "no value": operators give it, nodes take it away, nobody else ever sees it.
    private const long FailureMark = 1;

    private (FailureText Text, BsonType First, BsonType Second) _failure;
    private (FailureText Text, BsonType First, BsonType Second) _told;
    private string _toldReason = "";

    /// <summary>The server's code for <see cref="FailureReason"/>.</summary>
    public int FailureCode { get; private set; }

    /// <summary>Why the document failed whose evaluation ended without a value.</summary>
    public string FailureReason
    {
        get
        {
            // Documents that fail mostly fail alike.
            if (_told != _failure)
            {
                _toldReason = _failure.Text(_failure.First, _failure.Second);
                _told = _failure;
            }

            return _toldReason;
        }
    }

    /// <summary>The failure as an exception, for those who cannot go on otherwise.</summary>
    public EvaluationException ToException() => new(FailureCode, FailureReason);

    /// <summary>What an operator gives that cannot compute a value: no exception is made, and no text.</summary>
    /// <param name="code">The server's numeric code.</param>
    /// <param name="text">Makes the text, from the types of operands.</param>
    /// <param name="first">The first of these types.</param>
    /// <param name="second">The second.</param>
    internal BsonValue Fail(
        int code, FailureText text, BsonType first = BsonType.Missing, BsonType second = BsonType.Missing)
    {
        FailureCode = code;
        _failure = (text, first, second);
        return BsonValue.FromPayload(BsonType.Missing, FailureMark);
    }

    /// <summary>Whether an operator gave a failure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsFailure(in BsonValue value) =>
        value.Type == BsonType.Missing && value.Payload == FailureMark;

    /// <summary>What an operator gave, if that is a value.</summary>
    /// <exception cref="EvaluationException">It is a failure.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BsonValue Require(in BsonValue value) => IsFailure(value) ? throw ToException() : value;
}
