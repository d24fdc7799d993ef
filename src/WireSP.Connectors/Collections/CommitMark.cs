namespace WireSP.Connectors.Collections;

/// <summary>What an owner has committed into collections, kept in them.</summary>
/// <param name="Owner">The stream processor's id.</param>
/// <param name="Claim">Counts up whenever somebody takes the mark over.</param>
/// <param name="Checkpoint">The number of the checkpoint committed last; null before the first.</param>
public readonly record struct CommitMark(string Owner, long Claim, long? Checkpoint);
