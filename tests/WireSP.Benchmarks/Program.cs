namespace WireSP.Benchmarks;

/// <summary>
/// <c>WireSP.Benchmarks [--short] [--only NAME,NAME]</c>: prints one line of JSON for each workload. With
/// <c>--short</c> it ends with an exit code other than 0 when a floor is missed twice.
/// </summary>
internal static class Program
{
    // About a megabyte of bids: what one batch of the engine holds, so that it stays in the second-level cache.
    private const int CacheDocuments = 4200;

    private static int Main(string[] arguments)
    {
        var isShort = arguments.Contains("--short");
        var only = arguments.SkipWhile(argument => argument != "--only").Skip(1).FirstOrDefault()?.Split(',');
        var suite = new Suite(isShort ? Effort.Short : Effort.Full, Gates.Load(), only);
        suite.Run(CacheDocuments);
        suite.Gates.Print();
        foreach (var missed in suite.Gates.Missed)
        {
            Console.Error.WriteLine($"below the floor: {missed}");
        }

        return isShort && suite.Gates.Missed.Count > 0 ? 1 : 0;
    }
}
