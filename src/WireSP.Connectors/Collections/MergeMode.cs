namespace WireSP.Connectors.Collections;

/// <summary>What <c>$merge</c> does with a document that is there already.</summary>
public enum MergeMode
{
    /// <summary>Top-level fields of the new document take their places in it.</summary>
    Merge,

    /// <summary>The new document takes its place.</summary>
    Replace,

    /// <summary>It stays as it is.</summary>
    KeepExisting,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>The plan's update pipeline changes it.</summary>
    Pipeline,
}
