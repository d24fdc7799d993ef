using System.Globalization;
using WireSP.Fuzz;

if (args.Length == 0 || args.Length % 2 == 0)
{
    return Usage();
}

var (seed, count) = (1, 100_000);
for (var i = 1; i < args.Length; i += 2)
{
    if (!int.TryParse(args[i + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
    {
        return Usage();
    }

    switch (args[i])
    {
        case "--seed":
            seed = value;
            break;
        case "--count":
            count = value;
            break;
        default:
            return Usage();
    }
}

var isKnown = false;
var isClean = true;
foreach (var target in FuzzTargets.All)
{
    if (args[0] == "all" || args[0] == target.Name)
    {
        isKnown = true;
        isClean &= FuzzLoop.Run(target, seed, count, Console.Out);
    }
}

return !isKnown ? Usage() : isClean ? 0 : 1;

static int Usage()
{
    Console.Error.WriteLine("usage: WireSP.Fuzz TARGET|all [--seed N] [--count N]");
    foreach (var target in FuzzTargets.All)
    {
        Console.Error.WriteLine($"  {target.Name,-12} {target.Summary}");
    }

    return 2;
}
