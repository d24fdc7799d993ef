namespace WireSP.Tests.House;

/// <summary>
/// Fails a test with everything that breaks a rule, one on each line, so that one run is enough to mend it.
/// </summary>
internal static class HouseRule
{
    public static void IsKept(IEnumerable<string> breaches)
    {
        var found = breaches.ToArray();
        Assert.True(found.Length == 0, $"{found.Length} found:\n{string.Join('\n', found)}");
    }
}
