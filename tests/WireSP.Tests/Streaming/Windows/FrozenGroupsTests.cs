using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class FrozenGroupsTests
{
    [Fact]
    public void Rows_are_not_told_to_be_written_while_they_are_read()
    {
        var keys = new GroupTable();
        _ = keys.FindOrAddInteger(BsonType.Int64, 5);
        var column = new AskedColumn();
        var frozen = new FrozenGroups(keys.Freeze(), [column], selected: null, new FrozenMemory());
        column.Asked = count =>
        {
            // Who is about to change the group at this moment must find it still there to be taken down.
            if (count == 1)
            {
                frozen.Capture(0);
            }
        };

        frozen.Write(new BsonWriter());

        Assert.Equal(2, column.Count);
    }

    private sealed class AskedColumn : AccumulatorColumns
    {
        public Action<int> Asked { get; set; } = _ => { };

        public int Count { get; private set; }

        public override long StateBytes => 0;

        public override void EnsureGroups(int groupCount)
        {
        }

        public override void Compute(EvaluationContext context)
        {
        }

        public override void Take(int group, EvaluationContext context)
        {
        }

        public override BsonValue Result(int group, EvaluationContext context) => BsonValue.Null;

        public override void Merge(int group, AccumulatorColumns other, int otherGroup)
        {
        }

        public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer)
        {
            Asked(++Count);
            writer.WriteInt32(name, 1);
        }

        public override void Restore(int group, BsonValue state)
        {
        }

        public override void Clear()
        {
        }
    }
}
