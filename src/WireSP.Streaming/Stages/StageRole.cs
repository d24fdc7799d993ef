namespace WireSP.Streaming.Stages;

/// <summary>Where a stage may stand.</summary>
internal enum StageRole
{
    /// <summary>First in the main pipeline.</summary>
    Source,

    /// <summary>Anywhere between source and sink, also inside a window.</summary>
    Stateless,

    /// <summary>Anywhere between source and sink, but not inside a window.</summary>
    MainOnly,

    /// <summary>In the main pipeline, once.</summary>
    Window,

    /// <summary>Inside a window only, because it needs documents to come to an end.</summary>
    Blocking,

    /// <summary>Last in the main pipeline.</summary>
    Sink,
}
