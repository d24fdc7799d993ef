using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>One named argument of an operator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MissingCode">The server's code when a required argument is not given; 0 for an optional one.</param>
internal sealed record Parameter(string Name, int MissingCode = 0)
{
    /// <summary>What an optional argument is when it is not given.</summary>
    public BsonValue Default { get; init; }

    /// <summary>Whether it is computed only for some of the documents that come to the operator.</summary>
    public bool MayBeSkipped { get; init; }
}
