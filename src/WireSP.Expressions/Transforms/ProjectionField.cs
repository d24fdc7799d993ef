namespace WireSP.Expressions.Transforms;

/// <summary>One field of a projection: its name, what is done with it, and with what.</summary>
internal sealed class ProjectionField(byte[] name, ProjectionAction action)
{
    /// <summary>The field's name inside its parent.</summary>
    public byte[] Name { get; } = name;

    /// <summary>What is done with the field.</summary>
    public ProjectionAction Action { get; } = action;

    /// <summary>For <see cref="ProjectionAction.Compute"/>: which of the computed values it gets.</summary>
    public int ValueIndex { get; init; } = -1;

    /// <summary>For <see cref="ProjectionAction.Descend"/>: the fields inside.</summary>
    public ProjectionNode? Inner { get; init; }

    /// <summary>Whether something computed is written here even when the document has no such field.</summary>
    public bool Computes => Action == ProjectionAction.Compute || Inner is { HasComputed: true };
}
