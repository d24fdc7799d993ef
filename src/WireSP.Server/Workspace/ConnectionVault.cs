using System.Security.Cryptography;
using System.Text;
using WireSP.Bson;
using WireSP.Server.Configuration;

namespace WireSP.Server.Workspace;

/// <summary>
/// Seals the documents of connections made at run time before they are stored (AES-GCM). The key is in a file of its
/// own in the data directory that only its owner may read: a copy of the store alone gives no secret away.
/// </summary>
internal sealed class ConnectionVault
{
    private const string KeyFileName = "connections.key";
    private const string SealedField = "sealed";
    private const int KeySizeBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly int NonceSizeBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSizeBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly string _keyFile;
    private readonly byte[] _key;

    private ConnectionVault(string keyFile, byte[] key)
    {
        _keyFile = keyFile;
        _key = key;
    }

    /// <summary>Reads the key of a data directory; makes one where there is none.</summary>
    /// <exception cref="StartException">The key cannot be read or written.</exception>
    public static ConnectionVault Open(string directory)
    {
        var file = Path.Combine(directory, KeyFileName);
        try
        {
            if (!File.Exists(file))
            {
                Create(file);
            }

            Protect(file);
            var key = File.ReadAllBytes(file);
            return key.Length == KeySizeBytes
                ? new ConnectionVault(file, key)
                : throw new StartException($"key file {file} has not {KeySizeBytes} bytes; put the right one back");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"key file {file} cannot be used: {exception.Message}; choose another data directory with --data",
                exception);
        }
    }

    /// <summary>Whether a stored row is sealed; rows of older releases are not.</summary>
    public static bool IsSealed(ConnectionRow row) => row.Document[SealedField].Type == BsonType.Binary;

    /// <summary>The row as it is stored.</summary>
    public ConnectionRow Seal(ConnectionRow row)
    {
        var plain = row.Document.Span;
        var box = new byte[NonceSizeBytes + TagSizeBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSizeBytes));
        using var aes = new AesGcm(_key, TagSizeBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceSizeBytes),
            plain,
            box.AsSpan(NonceSizeBytes + TagSizeBytes),
            box.AsSpan(NonceSizeBytes, TagSizeBytes),
            NameOf(row));
        return row with
        {
            Document = new BsonDocumentBuilder { { SealedField, BsonValue.FromBinary(box) } }.ToDocument(),
        };
    }

    /// <summary>The row as it was before it was stored.</summary>
    /// <exception cref="StartException">It was sealed with another key, under another name, or was changed.</exception>
    public ConnectionRow Unseal(ConnectionRow row)
    {
        if (!IsSealed(row))
        {
            return row;
        }

        var box = row.Document[SealedField].AsBinary;
        var plain = new byte[Math.Max(0, box.Length - NonceSizeBytes - TagSizeBytes)];
        try
        {
            using var aes = new AesGcm(_key, TagSizeBytes);
            aes.Decrypt(
                box[..NonceSizeBytes],
                box[(NonceSizeBytes + TagSizeBytes)..],
                box.Slice(NonceSizeBytes, TagSizeBytes),
                plain,
                NameOf(row));
            return row with { Document = new BsonDocument(plain) };
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new StartException(
                $"connection '{row.Name}': it cannot be read with the key in {_keyFile}; put back the key that belongs "
                + "to this store, or give the connection in the configuration file, which then wins",
                exception);
        }
    }

    // The name is sealed in with it, so that one connection's secrets cannot be moved to another that shows them.
    private static byte[] NameOf(ConnectionRow row) => Encoding.UTF8.GetBytes(row.Name);

    // Written whole beside it and then renamed: half a key would be a lost key.
    private static void Create(string file)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            Options = FileOptions.WriteThrough,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var unfinished = file + ".new";
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeySizeBytes));
        }

        File.Move(unfinished, file);
    }

    private static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file) != OwnerOnly)
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }
    }
}
