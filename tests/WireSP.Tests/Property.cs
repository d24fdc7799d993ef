using FsCheck;
using FsCheck.Fluent;

namespace WireSP.Tests.Bson;

/// <summary>Runs a property over many seeds; a failure names the seed that broke it.</summary>
internal static class Property
{
    /// <summary>Checks that a body which asserts holds for every seed.</summary>
    public static void ForAllSeeds(Action<int> body) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), body).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
