using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// What an accumulator does with the state of one group, as a type: its columns are then compiled around it, without a
/// call for each document.
/// </summary>
internal interface IStateRule<TState>
    where TState : struct
{
    /// <summary>Bytes that a state refers to outside the columns' array.</summary>
    static abstract long KeptBytes(in TState state);

    /// <summary>Whether there are values that <see cref="Check"/> does not let pass.</summary>
    static virtual bool RefusesTypes => false;

    /// <summary>Checks a value before any state changes.</summary>
    /// <exception cref="EvaluationException">The accumulator does not take such values.</exception>
    void Check(in BsonValue value);

    /// <summary>Takes one document's value.</summary>
    void Take(ref TState state, in BsonValue value);

    /// <summary>Takes one document's value that is an int32, an int64 or a double.</summary>
    void Take(ref TState state, BsonType type, long payload);

    /// <summary>The state's result so far.</summary>
    BsonValue Result(in TState state, EvaluationContext context);

    /// <summary>Takes another state, as if its values came after ours.</summary>
    void Merge(ref TState state, in TState other);

    /// <summary>Writes the state as one element.</summary>
    void Write(in TState state, ReadOnlySpan<byte> name, BsonWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    TState Read(BsonValue state);

    /// <summary>Writes the states of several groups as one column, where that is shorter than one by one.</summary>
    static virtual bool TryWrite(GroupArray<TState> states, ReadOnlySpan<int> groups, BsonWriter writer) => false;

    /// <summary>
    /// Reads a column if <see cref="TryWrite"/> wrote it, of states that keep nothing outside the array.
    /// </summary>
    static virtual bool TryRead(in BsonValue column, GroupArray<TState> states, ReadOnlySpan<int> groups) => false;
}
