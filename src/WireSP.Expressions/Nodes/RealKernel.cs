using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Nodes;

/// <summary>
/// An expression as it is for the documents of one shape, where it always gives a double and never fails: no value is
/// made of the operands or of the result.
/// </summary>
internal abstract class RealKernel
{
    /// <summary>The result for the document located last.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="buffer">That document's buffer.</param>
    public abstract double Compute(FieldShape shape, byte[] buffer);
}
