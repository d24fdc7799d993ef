using System.Collections.Frozen;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb.Native;
using WireSP.Streaming;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Says what the failures of a cluster mean to a stream processor: whose they are and whether to try again. Messages
/// name the connection and never hold its connection string.
/// </summary>
internal static class MongoErrors
{
    /// <summary>Code of options that cannot work (<c>StreamProcessorInvalidOptions</c>).</summary>
    public const int OptionsCode = 420;

    /// <summary>Code of a cluster that is not reached (<c>StreamProcessorAtlasConnectionError</c>).</summary>
    public const int ConnectionCode = 421;

    /// <summary>Code of a login or right that is missing (<c>StreamProcessorAtlasUnauthorizedError</c>).</summary>
    public const int UnauthorizedCode = 422;

    /// <summary>The server forgot a cursor.</summary>
    public const int CursorNotFoundCode = 43;

    private const int AssertionCodeMin = 10_000;
    private const int DriverAuthenticateCode = 11;
    private const int AuthenticationFailedServerCode = 18;
    private const int ShardKeyNotFoundCode = 61;

    /// <summary>Elections, shutdowns and lost hosts: over in a moment.</summary>
    private static readonly FrozenSet<int> Passing = FrozenSet.ToFrozenSet(
        [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

    /// <summary>Answers that stay the same until somebody changes the pipeline, the cluster or the options.</summary>
    private static readonly FrozenSet<int> Lasting = FrozenSet.ToFrozenSet(
    [
        2, 9, 14, 17, 20, 22, 26, 27, 40, 48, 52, 59, 66, 67, 72, 73, 85, 86, 96, 115, 121, 166, 167, 168, 171, 224,
        238, 241, 260, 263, 280, 286, 292, 303, 304,
    ]);

    /// <summary>Of the numbered assertions, which mostly say what is wrong with a request, those that do not: an
    /// interruption, routing that has become old, a full disk.</summary>
    private static readonly FrozenSet<int> OfTheMoment = FrozenSet.ToFrozenSet([11601, 13388, 14031]);

    /// <summary>The native client library is not there.</summary>
    public static StreamProcessorException LibraryMissing(IReadOnlyList<string> candidates) => new(
        OptionsCode,
        FailureDomain.User,
        RetryPolicy.Never,
        "MongoDB connections need MongoDB's C driver 1.x, which was not found: install Debian's libmongoc-1.0-0 "
        + $"(as root, src/run.sh does it), or name the file in {LibmongocLoader.EnvironmentVariable}. Looked for: "
        + string.Join(", ", candidates));

    /// <summary>The options cannot work, however often they are tried.</summary>
    public static StreamProcessorException Options(string connectionName, string reason) => new(
        OptionsCode, FailureDomain.User, RetryPolicy.Never, $"MongoDB connection '{connectionName}': {reason}");

    /// <summary>Nobody says by which fields the documents of a sharded collection belong together.</summary>
    public static StreamProcessorException ShardKeyHidden(string connectionName, CollectionNamespace name) => Options(
        connectionName,
        $"{name} is sharded, and the user may not read its shard key in config.collections: name the fields of 'on' "
            + "in $merge, or give the user a role that reads them, such as clusterMonitor");

    /// <summary>All clients of a connection were in use for too long.</summary>
    public static StreamProcessorException NoClient(string connectionName, int poolSize, TimeSpan waited) => new(
        ConnectionCode,
        FailureDomain.External,
        RetryPolicy.WithBackoff,
        $"MongoDB connection '{connectionName}': all its {poolSize} clients were in use for "
            + $"{waited.TotalSeconds:0} seconds. Each change stream keeps one, and each call until it ends; "
            + "'maxPoolSize' in the connection string says how many there are");

    /// <summary>Another attempt of the same processor writes now; this one must not.</summary>
    public static StreamProcessorException TakenOver(string connectionName, string owner) => new(
        ConnectionCode,
        FailureDomain.Internal,
        RetryPolicy.WithBackoff,
        $"MongoDB connection '{connectionName}': another attempt of the stream processor {owner} has taken over");

    /// <summary>The user of the connection may not keep marks.</summary>
    public static StreamProcessorException NoMarks(StreamProcessorException failure, string database) => new(
        failure.Code,
        failure.Domain,
        failure.Retry,
        $"{failure.Message} (this $merge takes effect once, for which the user needs the role readWrite on the "
            + $"database '{database}', where it keeps the collection {MongoMarks.CollectionName}; or set "
            + "config.deliveryGuarantee to 'atLeastOnce')",
        failure);

    /// <summary>What one checkpoint covers is more than one transaction of the cluster can hold.</summary>
    public static StreamProcessorException TooMuch(string connectionName, MongoException failure, int writes) => new(
        failure.Code,
        FailureDomain.External,
        RetryPolicy.WithBackoff,
        $"MongoDB connection '{connectionName}': {failure.Message} "
            + $"({writes} documents of one checkpoint are more than one transaction of this cluster holds. "
            + "It is tried again with fewer; where a window closes with that many, raise the cluster's "
            + "transactionLifetimeLimitSeconds, or set config.deliveryGuarantee to 'atLeastOnce')",
        failure);

    /// <summary>Whether a whole transaction may succeed when it is tried again.</summary>
    public static bool MayPass(MongoException failure) =>
        Classify(failure) is { Retry: RetryPolicy.WithBackoff, Code: not UnauthorizedCode };

    /// <summary>Whether a server's code is over in a moment.</summary>
    public static bool IsPassing(int code) => Passing.Contains(code);

    /// <summary>
    /// Whether a statement was refused for what is in its document, so that others may still be written. One without a
    /// shard key was not: the collection has been sharded since its key was asked for, or 'on' does not have it.
    /// </summary>
    public static bool IsOfDocument(MongoException failure) =>
        !failure.IsPassing && !IsLogin(failure) && failure.Code != ShardKeyNotFoundCode;

    /// <summary>What a failed call means to the processor that made it.</summary>
    /// <param name="connectionName">The connection.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="hint">What may be its cause; empty when nothing is known.</param>
    public static StreamProcessorException From(string connectionName, MongoException failure, string hint = "")
    {
        var (code, domain, retry) = Classify(failure);
        return new StreamProcessorException(
            code, domain, retry, $"MongoDB connection '{connectionName}': {failure.Message}{hint}", failure);
    }

    private static (int Code, FailureDomain Domain, RetryPolicy Retry) Classify(MongoException failure)
    {
        // A wrong password can be put right in the cluster as well as here, so it is tried again for a while.
        if (IsLogin(failure))
        {
            return (UnauthorizedCode, FailureDomain.User, RetryPolicy.WithBackoff);
        }

        if (!failure.IsFromServer || IsPassing(failure.Code))
        {
            return (ConnectionCode, FailureDomain.External, RetryPolicy.WithBackoff);
        }

        return IsLasting(failure.Code)
            ? (failure.Code, FailureDomain.User, RetryPolicy.Never)
            : (failure.Code, FailureDomain.External, RetryPolicy.WithBackoff);
    }

    private static bool IsLasting(int code) =>
        Lasting.Contains(code) || (code >= AssertionCodeMin && !OfTheMoment.Contains(code));

    // A pool reports a refused login as one more reason why no server suited.
    private static bool IsLogin(MongoException failure) =>
        failure is { Domain: MongoErrorDomain.Client, Code: DriverAuthenticateCode }
        || failure.Domain == MongoErrorDomain.Scram
        || failure.IsForbidden
        || (failure.IsFromServer && failure.Code == AuthenticationFailedServerCode);
}
