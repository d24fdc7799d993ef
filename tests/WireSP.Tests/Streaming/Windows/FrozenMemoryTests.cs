using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class FrozenMemoryTests
{
    [Fact]
    public void What_is_given_out_again_is_the_same_memory_and_empty()
    {
        var memory = new FrozenMemory();
        var (places, captured) = memory.Begin(1000);
        places.AsSpan().Fill(7);
        captured.WriteInt64("n"u8, 1);

        var (placesAgain, capturedAgain) = memory.Begin(900);

        Assert.Same(places, placesAgain);
        Assert.All(placesAgain[..900], place => Assert.Equal(0, place));
        Assert.Same(captured, capturedAgain);
        Assert.Equal(0, capturedAgain.Position);
    }

    [Fact]
    public void More_words_get_more_memory_and_much_that_was_captured_is_let_go()
    {
        var memory = new FrozenMemory();
        _ = memory.Begin(1000);
        var (places, captured) = memory.Begin(1001);
        captured.WriteRaw(new byte[5 * 1024 * 1024]);

        var (_, capturedAgain) = memory.Begin(1);

        Assert.Equal(2000, places.Length);
        Assert.NotSame(captured, capturedAgain);
    }

    [Fact]
    public void Memory_that_is_forgotten_may_still_be_in_use()
    {
        var memory = new FrozenMemory();
        var (places, captured) = memory.Begin(10);

        memory.Forget();
        var (placesAgain, capturedAgain) = memory.Begin(10);

        Assert.NotSame(places, placesAgain);
        Assert.NotSame(captured, capturedAgain);
    }
}
