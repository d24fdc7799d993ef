using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$first</c> keeps its state.</summary>
internal readonly struct FirstRule : IKeptValueRule
{
    public bool Replaces(in BsonValue kept, in BsonValue value) => kept.IsMissing;

    public bool ReplacesInteger(long kept, long value) => false;
}
