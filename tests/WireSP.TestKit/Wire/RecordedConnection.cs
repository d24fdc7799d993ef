using System.Buffers.Binary;

namespace WireSP.TestKit.Wire;

/// <summary>The messages of one connection in the order they crossed the wire.</summary>
internal sealed class RecordedConnection
{
    private readonly Lock _lock = new();
    private readonly List<(bool IsRequest, byte[] Bytes)> _messages = [];
    private readonly List<byte> _fromClient = [];
    private readonly List<byte> _fromServer = [];

    public void TakeFromClient(ReadOnlySpan<byte> bytes) => Take(_fromClient, bytes, isRequest: true);

    public void TakeFromServer(ReadOnlySpan<byte> bytes) => Take(_fromServer, bytes, isRequest: false);

    /// <summary>Writes the files; a request without a reply has none, a stream of replies keeps its first.</summary>
    public void Write(string folder, string client)
    {
        lock (_lock)
        {
            Directory.CreateDirectory(folder);
            var number = 0;
            foreach (var (isRequest, bytes) in _messages)
            {
                number += isRequest ? 1 : 0;
                var path = Path.Combine(folder, $"{number:D2}-{(isRequest ? "request" : "reply")}.hex");
                if (!File.Exists(path))
                {
                    File.WriteAllText(path, FixtureDump.Format(bytes, client));
                }
            }
        }
    }

    private void Take(List<byte> pending, ReadOnlySpan<byte> bytes, bool isRequest)
    {
        lock (_lock)
        {
            pending.AddRange(bytes);
            while (pending.Count >= 4)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(
                    System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending));
                if (pending.Count < length)
                {
                    return;
                }

                _messages.Add((isRequest, pending.GetRange(0, length).ToArray()));
                pending.RemoveRange(0, length);
            }
        }
    }
}
