using System.Runtime.InteropServices;
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
        if (Problem(connection, uri, error) is { } problem)
        {
            uri.Dispose();
            throw MongoErrors.Options(connection.Name, problem);
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

    /// <summary>
    /// What the files are that a connection string names; looked into when it is used, because they may come later than
    /// the connection.
    /// </summary>
    /// <exception cref="StreamProcessorException">One cannot be used.</exception>
    public static void CheckFiles(MongoConnection connection, MongoUriHandle uri)
    {
        var problem = MongoCertificates.FindProblem(
            Option(uri, "tlscafile"),
            Option(uri, "tlscertificatekeyfile"),
            Option(uri, "tlscertificatekeyfilepassword"));
        if (problem is not null)
        {
            throw MongoErrors.Options(connection.Name, problem);
        }
    }

    /// <summary>What may be the cause of a failure that the driver says little about; empty when nothing is known.
    /// </summary>
    public static string Hint(MongoConnection connection, MongoException failure)
    {
        if (failure.Message.Contains("certificate verify failed", StringComparison.Ordinal))
        {
            return "; 'tlsCAFile' names the authority of the server's certificate";
        }

        if (failure.Domain != MongoErrorDomain.ServerSelection)
        {
            return "";
        }

        using var uri = Parse(connection);
        if (!failure.Message.Contains('[', StringComparison.Ordinal) && Libmongoc.UriReplicaSet(uri) != null)
        {
            return "; no host that answered is a member of the replica set "
                + $"'{Marshal.PtrToStringUTF8((nint)Libmongoc.UriReplicaSet(uri))}' that 'replicaSet' names";
        }

        return failure.Message.Contains("socket error or timeout", StringComparison.Ordinal) && !Libmongoc.UriTls(uri)
            ? "; a server that asks for TLS ends connections without it (tls=true)"
            : "";
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
        return Problem(connection, uri, error);
    }

    /// <summary>Most clients that may be out at a time.</summary>
    public static int PoolSize(MongoUriHandle uri) =>
        Math.Max(1, Libmongoc.UriOption(uri, PoolSizeOption, PoolSizeDefault));

    private static string? Problem(MongoConnection connection, MongoUriHandle uri, in NativeError error) =>
        uri.IsInvalid
            ? Explain(connection.ConnectionString, error)
            : MongoUriRules.FindOptionProblem(connection.ConnectionString, Libmongoc.UriTls(uri));

    private static string? Option(MongoUriHandle uri, string name) =>
        Marshal.PtrToStringUTF8((nint)Libmongoc.UriText(uri, name, null));

    // The driver's own sentence quotes pieces of the string, which may be those of a password.
    private static string Explain(string connectionString, in NativeError error)
    {
        const string Reason = "the connection string is not one that the driver understands";
        if ((MongoUriRules.FindHostProblem(connectionString)
            ?? MongoUriRules.FindOptionProblem(connectionString, hasTls: true)) is { } problem)
        {
            return problem;
        }

        var isOpen = !connectionString.Contains('@', StringComparison.Ordinal)
            && !connectionString.Contains("password", StringComparison.OrdinalIgnoreCase)
            && !connectionString.Contains("properties", StringComparison.OrdinalIgnoreCase);
        return isOpen
            ? $"{Reason}: {error.Text}"
            : $"{Reason}; in names and passwords the characters : / ? # [ ] @ % are written as %XX";
    }
}
