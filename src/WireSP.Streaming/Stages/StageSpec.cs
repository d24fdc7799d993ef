namespace WireSP.Streaming.Stages;

/// <summary>A row of the stage table: what the stage is called, where it may stand, how it is read.</summary>
/// <param name="Name">The name with its dollar sign.</param>
/// <param name="Role">Where it may stand.</param>
/// <param name="Parse">Reads the argument, reports what is wrong, and adds what runs it.</param>
internal sealed record StageSpec(string Name, StageRole Role, StageParser Parse)
{
    /// <summary>What the stage does, for the reference pages.</summary>
    public required string Summary { get; init; }

    /// <summary>Stages as a user writes them; each is compiled by a test.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
}
