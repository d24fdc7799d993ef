using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>The words of <c>whenMatched</c> and <c>whenNotMatched</c>.</summary>
internal static class MergeWords
{
    /// <summary>What <c>whenMatched</c> may say, beside a pipeline.</summary>
    public static readonly string[] Matched = ["delete", "keepExisting", "merge", "replace"];

    /// <summary>What <c>whenNotMatched</c> may say.</summary>
    public static readonly string[] NotMatched = ["discard", "insert"];

    /// <summary>The mode that a word stands for; null when it is none.</summary>
    public static MergeMode? FindMode(in BsonValue word) =>
        word.Type != BsonType.String ? null
        : word.AsStringUtf8.SequenceEqual("merge"u8) ? MergeMode.Merge
        : word.AsStringUtf8.SequenceEqual("replace"u8) ? MergeMode.Replace
        : word.AsStringUtf8.SequenceEqual("keepExisting"u8) ? MergeMode.KeepExisting
        : word.AsStringUtf8.SequenceEqual("delete"u8) ? MergeMode.Delete
        : null;

    /// <summary>Whether a word says that a document is inserted; null when it is none.</summary>
    public static bool? FindInsert(in BsonValue word) =>
        word.Type != BsonType.String ? null
        : word.AsStringUtf8.SequenceEqual("insert"u8) ? true
        : word.AsStringUtf8.SequenceEqual("discard"u8) ? false
        : null;

    /// <summary>The word of a mode.</summary>
    public static string Of(MergeMode mode) => mode switch
    {
        MergeMode.Replace => "replace",
        MergeMode.KeepExisting => "keepExisting",
        MergeMode.Delete => "delete",
        MergeMode.Pipeline => "pipeline",
        _ => "merge",
    };
}
