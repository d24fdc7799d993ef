using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>Measures collections.</summary>
internal static class CollectionMeasure
{
    /// <summary>How much a collection holds; reads all of it.</summary>
    public static CollectionSize Take(SessionPool sessions, LocalCollection collection)
    {
        using var lease = sessions.Take();
        var statement = lease.Session.Prepare($"SELECT count(*), total(length(body)) FROM {collection.Table}");
        _ = statement.Step();
        var size = new CollectionSize(statement.Int64(0), statement.Int64(1));
        statement.Reset();
        return size;
    }
}
