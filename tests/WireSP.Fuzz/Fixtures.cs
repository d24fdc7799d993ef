using WireSP.TestKit;
using WireSP.TestKit.Bson;

namespace WireSP.Fuzz;

/// <summary>The recorded messages of real clients, as seeds.</summary>
internal static class Fixtures
{
    // Message header, flag bits, section kind: where the first document of an OP_MSG begins.
    private const int FirstDocumentOffset = 21;

    /// <summary>Every message in <c>protocol-fixtures</c>.</summary>
    public static IReadOnlyList<byte[]> Messages { get; } = ReadMessages();

    /// <summary>The document with which each of them begins.</summary>
    public static IReadOnlyList<byte[]> Documents { get; } = CutDocuments();

    private static List<byte[]> ReadMessages()
    {
        var messages = new List<byte[]>();
        foreach (var path in Repository.Files("protocol-fixtures", "*.hex"))
        {
            messages.Add(HexBytes.Parse(File.ReadAllText(path)));
        }

        return messages;
    }

    private static List<byte[]> CutDocuments()
    {
        var documents = new List<byte[]>();
        foreach (var message in Messages)
        {
            var rest = message.AsSpan(Math.Min(FirstDocumentOffset, message.Length));
            var length = rest.Length > 4 ? BitConverter.ToInt32(rest) : 0;
            if (length >= 5 && length <= rest.Length)
            {
                documents.Add(rest[..length].ToArray());
            }
        }

        return documents;
    }
}
