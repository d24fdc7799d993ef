using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The number of one window's documents, for a <c>$count</c>; a window without documents emits nothing.
/// </summary>
internal sealed class CountState(byte[] fieldName, FieldScope following, ChainOutput output) : WindowState
{
    private long _count;

    /// <inheritdoc/>
    public override long StateBytes => 64;

    /// <inheritdoc/>
    public override void Add(in StreamDocument document) => _count++;

    /// <inheritdoc/>
    public override void Add(DocumentRows documents, int index) => _count++;

    /// <inheritdoc/>
    public override void AddRun(RunReader documents, int first, int count) => _count += count;

    /// <inheritdoc/>
    public override void Merge(WindowState other) => _count += ((CountState)other)._count;

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target)
    {
        if (_count == 0)
        {
            return;
        }

        var writer = output.Writer;
        var kept = output.KeptCount;
        var start = writer.BeginDocument();
        // As $sum of 1 gives it: an int as long as it fits.
        writer.WriteValue(fieldName, _count <= int.MaxValue ? BsonValue.FromInt32((int)_count) : _count);
        writer.End(start);
        var made = new StreamDocument(writer.DocumentFrom(start), eventTimeMs, windowOrigin);
        following.Begin(made);
        target.Process(made);
        output.Reclaim(start, kept);
    }

    /// <inheritdoc/>
    public override void Clear() => _count = 0;

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state) => state.WriteInt64("count"u8, _count);

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments) =>
        _count = state["count"].AsInt64;
}
