using System.Globalization;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <summary>
/// Files of one processor's packs, beside the store: written once, synced before anything names them, never changed.
/// What goes wrong is a <see cref="CheckpointStoreException"/> that names the file.
/// </summary>
/// <param name="folder">The processor's own folder; made with the first file.</param>
internal sealed class PackFiles(string folder)
{
    /// <summary>The name of a pack's file. No two attempts of a task write the same one.</summary>
    public static string NameOf(long pack, long epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{pack}-{epoch}.state");

    /// <summary>Writes a pack as it is encoded; durable when this returns.</summary>
    public async Task WriteAsync(string name, CheckpointPack pack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var path = Path.Combine(folder, name);
        try
        {
            CreateFolder();

            // What an attempt before this one left is not trusted: a sync that failed may have lost any of it.
            File.Delete(path);
            await WriteNewAsync(path, pack, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Delete([name]);
            throw new CheckpointStoreException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a segment; null when the file is missing, too short or cannot be read.</summary>
    public byte[]? Read(string name, StateSegment segment)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(folder, name));
            if (segment.Offset + segment.Length > RandomAccess.GetLength(file))
            {
                return null;
            }

            var bytes = new byte[segment.Length];
            return RandomAccess.Read(file, bytes, segment.Offset) == bytes.Length ? bytes : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Deletes files that nothing names any more; what is left goes with the next task.</summary>
    public void Delete(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            try
            {
                File.Delete(Path.Combine(folder, name));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    /// <summary>Deletes what a crash left behind.</summary>
    public void DeleteAllBut(IReadOnlyList<string> names)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        List<string> orphans = [];
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            if (!names.Contains(Path.GetFileName(path)))
            {
                orphans.Add(Path.GetFileName(path));
            }
        }

        Delete(orphans);
    }

    /// <summary>Deletes the folder of a processor that is gone.</summary>
    public static void DeleteFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It takes room and nothing else: ids are never used again.
        }
    }

    private async Task WriteNewAsync(string path, CheckpointPack pack, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

        // The name can be durable before there is anything in the file, while the rest is still being encoded.
        DurableFile.SyncFolder(folder);
        long at = 0;
        for (var index = 0; ; index++)
        {
            var chunk = await pack.ReadAsync(index, cancellationToken).ConfigureAwait(false);
            if (chunk.IsEmpty)
            {
                break;
            }

            RandomAccess.Write(file, chunk.Span, at);
            DurableFile.Begin(file, at, chunk.Length);
            at += chunk.Length;
        }

        DurableFile.Sync(file);
    }

    private void CreateFolder()
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        _ = Directory.CreateDirectory(folder);
        var parent = Path.GetDirectoryName(folder)!;
        DurableFile.SyncFolder(parent);
        DurableFile.SyncFolder(Path.GetDirectoryName(parent)!);
    }
}
