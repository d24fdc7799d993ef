namespace WireSP.Wire.Commands;

/// <summary>
/// What a command is called, takes and needs. The dispatcher checks database, authentication and privilege by it before
/// the command's arguments are read.
/// </summary>
/// <param name="Name">The first field of the command document; case-sensitive.</param>
public sealed record CommandSpec(string Name)
{
    /// <summary>One line for the command reference.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Other spellings that clients send.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Fields beside the name that the command reads.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Fields that are accepted and have no effect; the envelope (lsid, $db) need not be listed.</summary>
    public IReadOnlyList<string> IgnoredFields { get; init; } = [];

    /// <summary>
    /// Whether fields that are neither read nor ignored are let through: the command looks after them itself.
    /// </summary>
    public bool TakesAnyField { get; init; }

    /// <summary>Actions that the user's roles must allow; empty: every authenticated user.</summary>
    public IReadOnlyList<string> RequiredActions { get; init; } = [];

    /// <summary>Whether a client that has not authenticated may send it.</summary>
    public bool AllowedBeforeAuthentication { get; init; }

    /// <summary>
    /// Whether it answers at once and without waiting: then it runs where its bytes arrive, and others wait meanwhile.
    /// </summary>
    public bool RunsOnArrival { get; init; }

    /// <summary>Whether it is refused on databases other than <c>admin</c>.</summary>
    public bool AdminOnly { get; init; }
}
