using System.Buffers;
using System.Text;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local;

/// <summary>Which names databases and collections may have, and which of them nobody may write to.</summary>
public static class NamespaceRules
{
    private const int DatabaseBytesMax = 63;
    private const int FullNameBytesMax = 255;

    private static readonly SearchValues<char> DatabaseForbidden = SearchValues.Create("/\\. \"$\0");
    private static readonly SearchValues<char> CollectionForbidden = SearchValues.Create("$\0");

    /// <summary>Databases whose names have a meaning elsewhere, and our own.</summary>
    public static IReadOnlyList<string> ProtectedDatabases { get; } = ["admin", "config", "local", "wiresp"];

    /// <summary>Checks a name that is read from.</summary>
    /// <exception cref="CollectionException">It cannot be a name.</exception>
    public static void Check(in CollectionNamespace name)
    {
        CheckDatabase(name.Database);
        var collection = name.Collection;
        if (collection.Length == 0 || collection.StartsWith('.') || collection.EndsWith('.')
            || collection.AsSpan().ContainsAny(CollectionForbidden)
            || Encoding.UTF8.GetByteCount(name.ToString()) > FullNameBytesMax)
        {
            throw CollectionErrors.InvalidNamespace($"Invalid collection name: '{name}'");
        }
    }

    /// <summary>Checks the name of a database.</summary>
    /// <exception cref="CollectionException">It cannot be a name.</exception>
    public static void CheckDatabase(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.AsSpan().ContainsAny(DatabaseForbidden)
            || Encoding.UTF8.GetByteCount(name) > DatabaseBytesMax)
        {
            throw CollectionErrors.InvalidNamespace($"Invalid database name: '{name}'");
        }
    }

    /// <summary>Checks a name that is written to.</summary>
    /// <exception cref="CollectionException">It cannot be a name, or is protected.</exception>
    public static void CheckWritable(in CollectionNamespace name)
    {
        Check(name);
        CheckWritableDatabase(name.Database);
        if (name.Collection.StartsWith("system.", StringComparison.Ordinal))
        {
            throw CollectionErrors.InvalidNamespace(
                $"cannot write to '{name}': names that begin with system. are kept");
        }
    }

    /// <summary>Checks the name of a database that is written to.</summary>
    /// <exception cref="CollectionException">It cannot be a name, or is protected.</exception>
    public static void CheckWritableDatabase(string name)
    {
        CheckDatabase(name);
        if (IsProtected(name))
        {
            // Not IllegalOperation: the Node driver takes that for a server without retryable writes and hides the
            // text.
            throw CollectionErrors.InvalidNamespace(
                $"the database '{name}' is protected: it holds no collections here; use another database");
        }
    }

    /// <summary>Whether nobody may write to a database.</summary>
    public static bool IsProtected(string database) => ProtectedDatabases.Contains(database, StringComparer.Ordinal);
}
