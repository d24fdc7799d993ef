using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>A parsed <c>$source</c> over the changes of collections.</summary>
internal sealed record ChangeSourceOptions(string ConnectionName)
{
    /// <summary>The database; null for all of them.</summary>
    public string? Database { get; init; }

    /// <summary>The collections in the order written; empty for all of the database.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>The token to begin after; null to begin elsewhere.</summary>
    public BsonDocument? StartAfter { get; init; }

    /// <summary>The first time whose changes are read; null to begin elsewhere.</summary>
    public ulong? StartAtOperationTime { get; init; }

    /// <summary>How updates show the document after them.</summary>
    public string FullDocument { get; init; } = "default";

    /// <summary>How changes show the document before them.</summary>
    public string FullDocumentBeforeChange { get; init; } = "off";

    /// <summary>Whether documents are handed on instead of the changes that show them.</summary>
    public bool IsFullDocumentOnly { get; init; }

    /// <summary>Stages that run where the changes are; null for none.</summary>
    public BsonArray? Pipeline { get; init; }

    /// <summary>How long a stream waits before it says that there is nothing new.</summary>
    public TimeSpan AwaitTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From which members of a cluster is read.</summary>
    public ReadPreference ReadPreference { get; init; } = ReadPreference.OfConnection;

    /// <summary>How many ranges of <c>_id</c> are copied at once before the stream; 0 for no copy.</summary>
    public int CopyParallelism { get; init; }

    /// <summary>Whether documents that are there already are copied first.</summary>
    public bool IsCopyFirst => CopyParallelism > 0;

    /// <summary>What is read, for people: <c>shop.orders</c>, <c>shop.[orders, returns]</c> or more.</summary>
    public string Name => (Database, Collections) switch
    {
        (null, _) => "all databases",
        ({ } name, []) => $"database {name}",
        ({ } name, [var only]) => $"{name}.{only}",
        var (name, several) => $"{name}.[{string.Join(", ", several)}]",
    };

    /// <summary>The change stream that serves it.</summary>
    public ChangeStreamScope Scope => new(Database, Collections is [var only] ? only : null);
}
