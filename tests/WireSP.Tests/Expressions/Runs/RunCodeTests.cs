using WireSP.Expressions.Runs;

namespace WireSP.Tests.Expressions.Runs;

public class RunCodeTests
{
    [Fact]
    public void Code_of_a_key_is_written_once()
    {
        var written = 0;
        Func<int> Write()
        {
            written++;
            return () => 5;
        }

        var first = RunCode.Of(nameof(Code_of_a_key_is_written_once), Write);

        Assert.Same(first, RunCode.Of(nameof(Code_of_a_key_is_written_once), Write));
        Assert.Equal(1, written);
    }

    [Fact]
    public void Much_code_is_not_kept_for_ever()
    {
        var first = RunCode.Of<Func<int>>("0", () => () => 0);
        for (var i = 1; i <= RunCode.KeptMax; i++)
        {
            _ = RunCode.Of<Func<int>>($"{i}", () => () => 0);
        }

        Assert.NotSame(first, RunCode.Of<Func<int>>("0", () => () => 1));
    }
}
