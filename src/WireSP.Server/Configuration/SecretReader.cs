using WireSP.Bson;

namespace WireSP.Server.Configuration;

/// <summary>
/// Resolves <c>{"$secret": "env:NAME"}</c> and <c>{"$secret": "file:PATH"}</c>. Messages name the reference and never
/// what it holds.
/// </summary>
internal static class SecretReader
{
    /// <summary>The key that makes a document a reference to a secret.</summary>
    public const string ReferenceKey = "$secret";

    /// <summary>Clients may only name variables that the operator set aside for them by this prefix.</summary>
    public const string ClientVariablePrefix = "WIRESP_SECRET_";

    private const int FileSizeBytesMax = 64 * 1024;

    /// <summary>What a reference stands for.</summary>
    /// <exception cref="FormatException">The form is unknown, or there is nothing behind it.</exception>
    public static string Resolve(string reference)
    {
        if (reference.StartsWith("env:", StringComparison.Ordinal))
        {
            var variable = reference[4..];
            return Environment.GetEnvironmentVariable(variable)
                ?? throw new FormatException($"secret '{reference}': the environment variable is not set");
        }

        if (reference.StartsWith("file:", StringComparison.Ordinal))
        {
            return ReadFile(reference);
        }

        throw new FormatException($"secret '{reference}': expected 'env:NAME' or 'file:PATH'");
    }

    /// <summary>A copy of a document with every reference in it replaced by what it stands for.</summary>
    /// <exception cref="FormatException">A reference cannot be resolved.</exception>
    public static BsonDocument ResolveAll(BsonDocument document)
    {
        var builder = new BsonDocumentBuilder();
        foreach (var element in document)
        {
            builder.Add(element.Name, ResolveValue(element.Value));
        }

        return builder.ToDocument();
    }

    /// <summary>The first reference in a document that a client may not make; null when there is none.</summary>
    public static string? FindForbiddenReference(BsonDocument document)
    {
        foreach (var element in document)
        {
            var value = element.Value;
            var found = value.Type switch
            {
                BsonType.String when element.NameEquals("$secret"u8) && !IsForClients(value.AsString) => value.AsString,
                BsonType.Document => FindForbiddenReference(value.AsDocument),
                BsonType.Array => FindForbiddenReference(value.AsArray.AsDocument),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsForClients(string reference) =>
        reference.StartsWith("env:" + ClientVariablePrefix, StringComparison.Ordinal);

    private static BsonValue ResolveValue(BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.Document:
                var document = value.AsDocument;
                return IsReference(document, out var reference) ? Resolve(reference) : ResolveAll(document);
            case BsonType.Array:
                var items = new BsonArrayBuilder();
                foreach (var item in value.AsArray)
                {
                    items.Add(ResolveValue(item));
                }

                return items.ToArray();
            default:
                return value;
        }
    }

    private static bool IsReference(BsonDocument document, out string reference)
    {
        var isReference = document.TryGetValue("$secret"u8, out var value)
            && value.Type == BsonType.String && document.CountElements() == 1;
        reference = isReference ? value.AsString : "";
        return isReference;
    }

    private static string ReadFile(string reference)
    {
        var path = reference[5..];
        try
        {
            if (new FileInfo(path).Length > FileSizeBytesMax)
            {
                throw new FormatException($"secret '{reference}': the file is larger than {FileSizeBytesMax} bytes");
            }

            // Editors and echo leave a line end that is no part of the secret.
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException(
                $"secret '{reference}': the file cannot be read ({exception.Message})", exception);
        }
    }
}
