using WireSP.Streaming;

namespace WireSP.Server.Workspace;

/// <summary>How a processor's run ended for good.</summary>
/// <param name="Failure">What failed it; null when it was stopped or its source ended.</param>
internal readonly record struct RunOutcome(StreamProcessorException? Failure);
