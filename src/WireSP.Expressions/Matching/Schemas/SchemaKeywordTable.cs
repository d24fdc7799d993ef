using System.Diagnostics.CodeAnalysis;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>The keywords that a schema may have, sorted by name, and those that are refused by name.</summary>
internal static class SchemaKeywordTable
{
    private static readonly string[] Sorted =
    [
        "additionalItems", "additionalProperties", "allOf", "anyOf", "bsonType", "dependencies", "description", "enum",
        "exclusiveMaximum", "exclusiveMinimum", "items", "maxItems", "maxLength", "maxProperties", "maximum",
        "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not", "oneOf", "pattern",
        "patternProperties", "properties", "required", "title", "type", "uniqueItems",
    ];

    private static readonly (string Keyword, string Reason)[] Refused =
    [
        ("$ref", "write the schema where it is used"),
        ("$schema", "schemas are those of draft 4"),
        ("default", "a predicate changes nothing; use $set with $ifNull"),
        ("definitions", "write the schema where it is used"),
        ("encrypt", "it needs an encrypted client"),
        ("encryptMetadata", "it needs an encrypted client"),
        ("format", "use pattern"),
        ("id", "schemas have no names"),
    ];

    /// <summary>The keywords in order.</summary>
    public static IEnumerable<string> Names => Sorted;

    /// <summary>Whether a schema may have the keyword.</summary>
    public static bool IsKnown(string keyword) => Array.IndexOf(Sorted, keyword) >= 0;

    /// <summary>Why a keyword is refused that other speakers of JSON schema know.</summary>
    public static bool TryExplain(string keyword, [NotNullWhen(true)] out string? reason)
    {
        reason = Array.Find(Refused, row => row.Keyword == keyword).Reason;
        return reason is not null;
    }
}
