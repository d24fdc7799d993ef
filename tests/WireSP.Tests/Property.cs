using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace WireSP.Tests;

/// <summary>
/// Tries properties on drawn cases. They are the same in each run, so that a change is judged by what it changes:
/// <c>WIRESP_SEED=n</c> draws others and <c>WIRESP_CASES=k</c> draws k times as many.
/// </summary>
internal static class Property
{
    private static ulong Seed => (ulong)(Setting("WIRESP_SEED") ?? 1);

    private static int Times => Setting("WIRESP_CASES") ?? 1;

    /// <summary>Checks that a property holds for so many cases; a failure tells the case.</summary>
    public static void Holds(FsCheck.Property property, int cases = 100) =>
        property.Check(Config.QuickThrowOnFailure
            .WithMaxTest(cases * Times)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), FSharpOption<int>.None))));

    /// <summary>Checks that a body which asserts holds for every seed; a failure names the seed.</summary>
    public static void ForAllSeeds(Action<int> body) =>
        Holds(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), body), 300);

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
