namespace WireSP.Connectors.Collections;

/// <summary>One write that was refused.</summary>
/// <param name="Index">Its place among those given.</param>
/// <param name="Code">The server's own code, for example 11000.</param>
/// <param name="Message">Why.</param>
public readonly record struct WriteFailure(int Index, int Code, string Message);
