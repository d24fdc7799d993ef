namespace WireSP.Fuzz;

/// <summary>One thing that is fed with damaged input: a file under Targets and a row in the table.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Summary">What is checked.</param>
/// <param name="Seeds">Inputs that are right, to damage; drawn from fixtures and from the given seed.</param>
/// <param name="Run">Checks one input; any exception that leaves it is a find.</param>
internal sealed record FuzzTarget(
    string Name, string Summary, Func<int, IReadOnlyList<byte[]>> Seeds, Action<byte[]> Run);
