using WireSP.Connectors.MongoDb.Native;
using WireSP.Streaming;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Parses connection strings with the driver and sets what the engine relies on where the user did not: a name for the
/// server's own log, and an end to waiting for a server that went silent.
/// </summary>
internal static unsafe class MongoUri
{
    /// <summary>How servers name this program in their logs.</summary>
    public const string AppName = "wiresp";

    private const string SocketTimeoutOption = "sockettimeoutms";
    private const string PoolSizeOption = "maxpoolsize";
    private const int PoolSizeDefault = 100;

    // A half-open connection is noticed within this time; nothing the engine asks for takes as long.
    private const int SocketTimeoutMs = 30_000;

    /// <summary>Parses a connection string.</summary>
    /// <exception cref="StreamProcessorException">The driver does not understand it, or is not there.</exception>
    public static MongoUriHandle Parse(MongoConnection connection)
    {
        LibmongocLoader.EnsureAvailable();
        NativeError error;
        var uri = Libmongoc.UriNew(connection.ConnectionString, &error);
        if (uri.IsInvalid)
        {
            throw MongoErrors.Options(connection.Name, Explain(connection.ConnectionString, error));
        }

        if (Libmongoc.UriAppName(uri) == null)
        {
            _ = Libmongoc.UriSetAppName(uri, AppName);
        }

        if (Libmongoc.UriOption(uri, SocketTimeoutOption, 0) == 0)
        {
            _ = Libmongoc.UriSetOption(uri, SocketTimeoutOption, SocketTimeoutMs);
        }

        // Every command says what it needs; inside of a transaction none may say anything.
        var none = Libmongoc.WriteConcernNew();
        Libmongoc.UriSetWriteConcern(uri, none);
        Libmongoc.WriteConcernDestroy(none);
        return uri;
    }

    /// <summary>What is wrong with a connection string; null when it is sound, or there is no driver to ask.</summary>
    public static string? FindProblem(MongoConnection connection)
    {
        if (!LibmongocLoader.IsAvailable)
        {
            return null;
        }

        NativeError error;
        using var uri = Libmongoc.UriNew(connection.ConnectionString, &error);
        return uri.IsInvalid ? Explain(connection.ConnectionString, error) : null;
    }

    /// <summary>Most clients that may be out at a time.</summary>
    public static int PoolSize(MongoUriHandle uri) =>
        Math.Max(1, Libmongoc.UriOption(uri, PoolSizeOption, PoolSizeDefault));

    // The driver's own sentence quotes pieces of the string, which may be those of a password.
    private static string Explain(string connectionString, in NativeError error)
    {
        const string Reason = "the connection string is not one that the driver understands";
        var isOpen = !connectionString.Contains('@', StringComparison.Ordinal)
            && !connectionString.Contains("password", StringComparison.OrdinalIgnoreCase)
            && !connectionString.Contains("properties", StringComparison.OrdinalIgnoreCase);
        return isOpen
            ? $"{Reason}: {error.Text}"
            : $"{Reason}; in names and passwords the characters : / ? # [ ] @ % are written as %XX";
    }
}
