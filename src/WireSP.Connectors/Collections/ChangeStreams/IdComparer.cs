using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Compares values as the language does: <c>1</c>, <c>1.0</c> and <c>NumberLong(1)</c> are one key.</summary>
internal sealed class IdComparer : IEqualityComparer<BsonValue>
{
    public static readonly IdComparer Instance = new();

    public bool Equals(BsonValue x, BsonValue y) => BsonValueComparer.Equals(x, y);

    public int GetHashCode(BsonValue obj) => BsonValueComparer.Hash(obj).GetHashCode();
}
