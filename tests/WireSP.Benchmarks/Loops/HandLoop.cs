using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// One query written by hand over the raw bytes, for documents of exactly the shape that the set has: what a pipeline
/// compiled to machine code could be. Its output is compared byte for byte with the engine's before anything is timed.
/// </summary>
internal abstract class HandLoop
{
    /// <summary>Computes the query.</summary>
    /// <param name="input">The documents.</param>
    /// <param name="output">Receives the resulting documents; large enough.</param>
    /// <returns>Bytes written.</returns>
    public abstract int Run(DocumentSet input, byte[] output);
}
