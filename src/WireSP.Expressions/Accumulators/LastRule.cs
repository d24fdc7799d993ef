using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$last</c> keeps its state.</summary>
internal readonly struct LastRule : IKeptValueRule
{
    public bool Replaces(in BsonValue kept, in BsonValue value) => true;

    public bool ReplacesInteger(long kept, long value) => true;
}
