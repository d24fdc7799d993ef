namespace WireSP.Server.Workspace;

/// <summary>What a processor is while nothing of it runs and nothing should.</summary>
internal enum RestState
{
    /// <summary>Defined and never started.</summary>
    Created,

    /// <summary>Stopped by a user, or at the end of its source.</summary>
    Stopped,

    /// <summary>Ended by a failure; <see cref="ProcessorRow.ErrorMessage"/> says why.</summary>
    Failed,
}
