using System.Text;
using WireSP.Bson;

namespace WireSP.Tests.Expressions.Fields;

/// <summary>
/// What reading a path means, written as plainly as possible: what the fast readers are compared with.
/// </summary>
internal static class PlainFieldReader
{
    /// <summary>The value that an expression sees at a path.</summary>
    public static BsonValue Read(BsonDocument document, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var value = document[dot < 0 ? path : path[..dot]];
        return dot < 0 ? value : Below(value, path[(dot + 1)..]);
    }

    /// <summary>The value that documents alone lead to, or the first array on the way.</summary>
    public static BsonValue ReadRaw(BsonDocument document, string path)
    {
        BsonValue value = document;
        foreach (var name in path.Split('.'))
        {
            if (value.Type == BsonType.Array)
            {
                return value;
            }

            value = value.Type == BsonType.Document ? value.AsDocument[name] : BsonValue.Missing;
        }

        return value;
    }

    /// <summary>The bytes of a top-level element; empty when there is none.</summary>
    public static byte[] ReadElement(BsonDocument document, string name)
    {
        foreach (var element in document)
        {
            if (element.NameEquals(Encoding.UTF8.GetBytes(name)))
            {
                return element.Raw.ToArray();
            }
        }

        return [];
    }

    private static BsonValue Below(BsonValue value, string path)
    {
        if (value.Type == BsonType.Document)
        {
            return Read(value.AsDocument, path);
        }

        if (value.Type != BsonType.Array)
        {
            return BsonValue.Missing;
        }

        var found = new BsonArrayBuilder();
        foreach (var item in value.AsArray)
        {
            var below = item.Type == BsonType.Document ? Read(item.AsDocument, path) : BsonValue.Missing;
            if (!below.IsMissing)
            {
                found.Add(below);
            }
        }

        return found.ToArray();
    }
}
