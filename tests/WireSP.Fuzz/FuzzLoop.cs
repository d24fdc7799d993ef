using WireSP.TestKit.Bson;

namespace WireSP.Fuzz;

/// <summary>Feeds a target; input i of seed s is input 0 of seed s + i, so a find is replayed alone.</summary>
internal static class FuzzLoop
{
    /// <summary>Runs so many inputs; says the first find and answers false.</summary>
    public static bool Run(FuzzTarget target, int seed, int count, TextWriter output)
    {
        for (var i = 0; i < count; i++)
        {
            var inputSeed = unchecked(seed + i);
            var input = MakeInput(target, inputSeed);
            try
            {
                target.Run(input);
            }
            catch (Exception e)
            {
                output.WriteLine($"{target.Name}: find at --seed {inputSeed} --count 1: {e}");
                output.WriteLine($"input: {Convert.ToHexString(input)}");
                return false;
            }
        }

        output.WriteLine($"{target.Name}: {count} inputs from seed {seed}, no find");
        return true;
    }

    private static byte[] MakeInput(FuzzTarget target, int seed)
    {
        var random = new Random(seed);
        var seeds = target.Seeds(seed);
        return Mutation.Mutate(seeds[random.Next(seeds.Count)], random);
    }
}
