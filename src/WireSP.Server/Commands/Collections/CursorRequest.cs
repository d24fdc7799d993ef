namespace WireSP.Server.Commands.Collections;

/// <summary>How a cursor is to be opened.</summary>
/// <param name="Name">Full name of the collection, as the client will repeat it.</param>
/// <param name="BatchSize">Most documents of the first batch.</param>
/// <param name="IsSingleBatch">Whether the first batch is all that is wanted.</param>
internal readonly record struct CursorRequest(string Name, int BatchSize, bool IsSingleBatch = false);
