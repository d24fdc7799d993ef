namespace WireSP.Wire.Commands;

/// <summary>One row of a command table.</summary>
/// <param name="Spec">What the command is called, takes and needs.</param>
/// <param name="Handler">What runs it.</param>
public sealed record CommandRegistration(CommandSpec Spec, ICommandHandler Handler);
