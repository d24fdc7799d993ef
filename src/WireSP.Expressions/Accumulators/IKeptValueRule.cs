using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>Which of the values that came by an accumulator keeps.</summary>
internal interface IKeptValueRule
{
    /// <summary>Whether a value takes the place of the one kept, which is missing when there is none yet.</summary>
    bool Replaces(in BsonValue kept, in BsonValue value);

    /// <summary>As <see cref="Replaces"/>, of two integers.</summary>
    bool ReplacesInteger(long kept, long value);
}
