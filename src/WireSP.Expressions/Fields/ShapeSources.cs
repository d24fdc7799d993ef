using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Fields;

/// <summary>What the inputs of a <see cref="RunReader"/> are for the documents of one shape.</summary>
/// <param name="Owner">Whose inputs; another reader that meets the shape works out its own.</param>
/// <param name="Items">One for each input; null when documents of the shape have to be taken one by one.</param>
internal sealed record ShapeSources(RunReader Owner, RunSource[]? Items);
