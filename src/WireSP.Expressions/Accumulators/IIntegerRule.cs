using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// How an accumulator keeps the state of a group that has seen no values but integers of one type: in a few bytes, of
/// which the default value is the state without any. Only what <c>Fits</c> has let pass is taken.
/// </summary>
internal interface IIntegerRule<TState, TInteger>
    where TState : struct
    where TInteger : struct
{
    /// <summary>Whether integers may be taken; notes it if so.</summary>
    /// <param name="integers">The integers.</param>
    /// <param name="load">What has been noted of all that was taken since the columns were empty.</param>
    bool Fits(ReadOnlySpan<long> integers, ref long load);

    /// <summary>As <see cref="Fits(ReadOnlySpan{long}, ref long)"/>, of another state.</summary>
    bool Fits(in TInteger state, ref long load);

    /// <summary>Takes an integer.</summary>
    void Take(ref TInteger state, long integer);

    /// <summary>Takes another state.</summary>
    void Merge(ref TInteger state, in TInteger other);

    /// <summary>Whether a value, which is none of those integers, changes no state.</summary>
    bool Ignores(in BsonValue value);

    /// <summary>The state as it is kept beside others.</summary>
    /// <param name="state">The state.</param>
    /// <param name="type">The type of its integers.</param>
    TState Widen(in TInteger state, BsonType type);

    /// <summary>The opposite of <see cref="Widen"/>, where there is one.</summary>
    /// <param name="state">The state.</param>
    /// <param name="narrow">Receives it; it has yet to fit.</param>
    /// <param name="type">Receives the type of its integers; missing when it has seen none.</param>
    bool TryNarrow(in TState state, out TInteger narrow, out BsonType type);

    /// <summary>The results of several states, if all of them have one type.</summary>
    /// <param name="states">The states.</param>
    /// <param name="type">The type of their integers.</param>
    /// <param name="payloads">Receives the results' bits.</param>
    /// <returns>Their type; missing where each has to be asked for.</returns>
    BsonType Results(ReadOnlySpan<TInteger> states, BsonType type, Span<long> payloads);
}
