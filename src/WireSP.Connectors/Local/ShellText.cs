using System.Text;
using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>Writes a document into a message as the shell would show it: <c>{ a: 1, b: "x" }</c>.</summary>
internal static class ShellText
{
    public static string Of(BsonDocument document)
    {
        var text = new StringBuilder("{ ");
        foreach (var element in document)
        {
            text.Append(text.Length > 2 ? ", " : "").Append(element.Name).Append(": ").Append(Of(element.Value));
        }

        return text.Append(" }").ToString();
    }

    private static string Of(BsonValue value) => value.Type switch
    {
        BsonType.ObjectId => $"ObjectId('{value.AsObjectId}')",
        BsonType.Document => Of(value.AsDocument),
        BsonType.Missing => "null",
        _ => ExtendedJson.Format(value),
    };
}
