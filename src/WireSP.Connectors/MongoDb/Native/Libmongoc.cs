using System.Runtime.InteropServices;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// The part of the C driver's interface that this project uses: the library itself, connection strings and pools here,
/// commands and documents in the other files. See https://mongoc.org/libmongoc/1.23.1/.
/// </summary>
internal static unsafe partial class Libmongoc
{
    /// <summary>Errors of servers get a domain of their own.</summary>
    public const int ErrorApiVersion = 2;

    private const string Name = LibmongocLoader.LibraryName;

    static Libmongoc() => NativeLibraries.Register(typeof(Libmongoc).Assembly);

    [LibraryImport(Name, EntryPoint = "mongoc_init")]
    public static partial void Init();

    [LibraryImport(Name, EntryPoint = "mongoc_get_version")]
    public static partial byte* VersionText();

    [LibraryImport(Name, EntryPoint = "mongoc_log_set_handler")]
    public static partial void LogSetHandler(nint handler, nint opaque);

    [LibraryImport(Name, EntryPoint = "mongoc_handshake_data_append", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool HandshakeAppend(string driverName, string? driverVersion, string? platform);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_new_with_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MongoUriHandle UriNew(string text, NativeError* error);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_destroy")]
    public static partial void UriDestroy(nint uri);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_appname")]
    public static partial byte* UriAppName(MongoUriHandle uri);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_set_appname", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UriSetAppName(MongoUriHandle uri, string name);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_option_as_int32", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UriOption(MongoUriHandle uri, string option, int otherwise);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_set_option_as_int32", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UriSetOption(MongoUriHandle uri, string option, int value);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_option_as_bool", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UriOption(
        MongoUriHandle uri, string option, [MarshalAs(UnmanagedType.U1)] bool otherwise);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_set_write_concern")]
    public static partial void UriSetWriteConcern(MongoUriHandle uri, nint concern);

    [LibraryImport(Name, EntryPoint = "mongoc_write_concern_new")]
    public static partial nint WriteConcernNew();

    [LibraryImport(Name, EntryPoint = "mongoc_write_concern_destroy")]
    public static partial void WriteConcernDestroy(nint concern);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_option_as_utf8", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* UriText(MongoUriHandle uri, string option, string? otherwise);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_tls")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UriTls(MongoUriHandle uri);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_replica_set")]
    public static partial byte* UriReplicaSet(MongoUriHandle uri);

    [LibraryImport(Name, EntryPoint = "mongoc_uri_get_read_prefs_t")]
    public static partial nint UriReadPreference(MongoUriHandle uri);

    [LibraryImport(Name, EntryPoint = "mongoc_client_pool_new_with_error")]
    public static partial MongoPoolHandle PoolNew(MongoUriHandle uri, NativeError* error);

    [LibraryImport(Name, EntryPoint = "mongoc_client_pool_destroy")]
    public static partial void PoolDestroy(nint pool);

    [LibraryImport(Name, EntryPoint = "mongoc_client_pool_max_size")]
    public static partial void PoolMaxSize(MongoPoolHandle pool, uint size);

    [LibraryImport(Name, EntryPoint = "mongoc_client_pool_set_error_api")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PoolSetErrorApi(MongoPoolHandle pool, int version);

    [LibraryImport(Name, EntryPoint = "mongoc_client_pool_try_pop")]
    public static partial nint PoolTryPop(MongoPoolHandle pool);

    [LibraryImport(Name, EntryPoint = "mongoc_client_pool_push")]
    public static partial void PoolPush(nint pool, nint client);
}
