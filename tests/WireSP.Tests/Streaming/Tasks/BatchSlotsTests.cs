using WireSP.Streaming.Tasks;

namespace WireSP.Tests.Streaming.Tasks;

public class BatchSlotsTests
{
    private readonly BatchSlots _slots = new();

    [Fact]
    public void A_part_that_was_given_back_is_used_again_and_empty()
    {
        var part = _slots.RentPart();
        part.Output.NoteArrival(1);
        part.Output.Buffer.WriteRaw([1, 2, 3]);
        _slots.Return(part);

        Assert.Same(part, _slots.RentPart());
        Assert.Equal(0, part.Output.Buffer.Position);
        Assert.True(part.Output.IsEmpty);
    }

    [Fact]
    public void A_part_that_is_held_is_not_used_again_and_stays_as_it_is()
    {
        var part = _slots.RentPart();
        part.Output.IsHeld = true;
        part.Output.Buffer.WriteRaw([1, 2, 3]);
        _slots.Return(part);

        Assert.NotSame(part, _slots.RentPart());
        Assert.Equal([1, 2, 3], part.Output.Buffer.Written.ToArray());
    }

    [Fact]
    public void A_part_that_had_to_be_large_is_not_kept()
    {
        var part = _slots.RentPart();
        part.Output.Buffer.WriteRaw(new byte[(1024 * 1024) + 1]);
        _slots.Return(part);

        Assert.NotSame(part, _slots.RentPart());
    }

    [Fact]
    public void No_more_parts_are_kept_than_the_queue_to_the_sink_holds()
    {
        var parts = Enumerable.Range(0, 8).Select(_ => _slots.RentPart()).ToList();
        parts.ForEach(_slots.Return);

        var again = Enumerable.Range(0, 8).Select(_ => _slots.RentPart()).ToList();

        Assert.Equal(BatchSlots.CountMax + 1, again.Count(parts.Contains));
    }

    [Fact]
    public void Parts_take_no_batch_from_those_that_go_round()
    {
        for (var i = 0; i < BatchSlots.CountMax + 1; i++)
        {
            Assert.True(_slots.RentPart().IsPart);
        }

        Assert.False(_slots.TryRent()!.IsPart);
    }
}
