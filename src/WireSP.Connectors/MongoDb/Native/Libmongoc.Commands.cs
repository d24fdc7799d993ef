using System.Runtime.InteropServices;

namespace WireSP.Connectors.MongoDb.Native;

/// <content>Servers, commands, sessions and read preferences.</content>
internal static unsafe partial class Libmongoc
{
    // Null with an error when no server suits within serverSelectionTimeoutMS.
    [LibraryImport(Name, EntryPoint = "mongoc_client_select_server")]
    public static partial nint SelectServer(
        MongoClientHandle client,
        [MarshalAs(UnmanagedType.U1)] bool forWrites,
        ReadPreferenceHandle preference,
        NativeError* error);

    [LibraryImport(Name, EntryPoint = "mongoc_server_description_id")]
    public static partial uint ServerId(nint description);

    [LibraryImport(Name, EntryPoint = "mongoc_server_description_type")]
    public static partial byte* ServerType(nint description);

    [LibraryImport(Name, EntryPoint = "mongoc_server_description_destroy")]
    public static partial void ServerDestroy(nint description);

    // Sets the reply up in any case; the caller destroys it.
    [LibraryImport(Name, EntryPoint = "mongoc_client_command_with_opts", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool Command(
        MongoClientHandle client,
        string database,
        NativeBson* command,
        ReadPreferenceHandle preference,
        NativeBson* options,
        NativeBson* reply,
        NativeError* error);

    // The same, but never with a read preference: over a direct connection the other one sends primaryPreferred, which
    // servers refuse inside of transactions.
    [LibraryImport(
        Name, EntryPoint = "mongoc_client_write_command_with_opts", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool WriteCommand(
        MongoClientHandle client,
        string database,
        NativeBson* command,
        NativeBson* options,
        NativeBson* reply,
        NativeError* error);

    [LibraryImport(Name, EntryPoint = "mongoc_session_opts_new")]
    public static partial nint SessionOptionsNew();

    [LibraryImport(Name, EntryPoint = "mongoc_session_opts_set_causal_consistency")]
    public static partial void SessionOptionsSetCausal(nint options, [MarshalAs(UnmanagedType.U1)] bool isCausal);

    [LibraryImport(Name, EntryPoint = "mongoc_session_opts_destroy")]
    public static partial void SessionOptionsDestroy(nint options);

    [LibraryImport(Name, EntryPoint = "mongoc_client_start_session")]
    public static partial nint SessionStart(MongoClientHandle client, nint options, NativeError* error);

    [LibraryImport(Name, EntryPoint = "mongoc_client_session_append")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SessionAppend(nint session, NativeBson* options, NativeError* error);

    // Owned by the session.
    [LibraryImport(Name, EntryPoint = "mongoc_client_session_get_lsid")]
    public static partial NativeBson* SessionId(nint session);

    [LibraryImport(Name, EntryPoint = "mongoc_client_session_destroy")]
    public static partial void SessionDestroy(nint session);

    [LibraryImport(Name, EntryPoint = "mongoc_read_prefs_copy")]
    public static partial ReadPreferenceHandle ReadPreferenceCopy(nint preference);

    [LibraryImport(Name, EntryPoint = "mongoc_read_prefs_copy")]
    public static partial ReadPreferenceHandle ReadPreferenceCopy(ReadPreferenceHandle preference);

    [LibraryImport(Name, EntryPoint = "mongoc_read_prefs_new")]
    public static partial ReadPreferenceHandle ReadPreferenceNew(int mode);

    [LibraryImport(Name, EntryPoint = "mongoc_read_prefs_set_tags")]
    public static partial void ReadPreferenceSetTags(ReadPreferenceHandle preference, NativeBson* tags);

    [LibraryImport(Name, EntryPoint = "mongoc_read_prefs_is_valid")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ReadPreferenceIsValid(ReadPreferenceHandle preference);

    [LibraryImport(Name, EntryPoint = "mongoc_read_prefs_destroy")]
    public static partial void ReadPreferenceDestroy(nint preference);

    [LibraryImport(Name, EntryPoint = "bson_init")]
    public static partial void BsonInit(NativeBson* document);

    [LibraryImport(Name, EntryPoint = "bson_init_static")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool BsonInitStatic(NativeBson* document, byte* bytes, nuint length);

    [LibraryImport(Name, EntryPoint = "bson_get_data")]
    public static partial byte* BsonBytes(NativeBson* document);

    [LibraryImport(Name, EntryPoint = "bson_destroy")]
    public static partial void BsonDestroy(NativeBson* document);
}
