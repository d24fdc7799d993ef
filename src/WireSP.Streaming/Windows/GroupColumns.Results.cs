using System.Runtime.ExceptionServices;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <content>Results: what becomes of them where the states are told.</content>
internal sealed partial class GroupColumns
{
    /// <summary>
    /// Completes a result whose key was written, and pushes it to an operator.
    /// </summary>
    /// <param name="start">Where the result's document was begun.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventTimeMs">The result's time.</param>
    /// <param name="origins">Has the result's origin as its first.</param>
    /// <param name="target">The operator.</param>
    public void Emit(int start, int group, long eventTimeMs, OriginTable origins, Operator target)
    {
        Complete(start, group, eventTimeMs, origins, 0, target);
    }

    /// <summary>As <see cref="Emit(int, int, long, OriginTable, Operator)"/>, of the only result of a window.</summary>
    /// <param name="start">Where the result's document was begun.</param>
    /// <param name="group">The group.</param>
    /// <param name="eventTimeMs">The result's time.</param>
    /// <param name="origin">The result's origin, which is kept where the result is.</param>
    /// <param name="target">The operator.</param>
    public void Emit(int start, int group, long eventTimeMs, in DocumentOrigin origin, Operator target)
    {
        var origins = _output.Batch.Origins;
        var (kept, count) = (_output.KeptCount, origins.Count);
        Complete(start, group, eventTimeMs, origins, origins.Add(origin), target);
        if (_output.KeptCount == kept)
        {
            origins.Truncate(count);
        }
    }

    /// <summary>Puts results that are alike into the output.</summary>
    /// <param name="results">The results.</param>
    /// <param name="eventTimeMs">Their time.</param>
    /// <param name="origins">Has their origin as its first.</param>
    /// <param name="collector">Counts them.</param>
    public void Collect(GroupResults results, long eventTimeMs, OriginTable origins, CollectOperator collector)
    {
        var start = _output.Writer.Position;
        results.Write(_output.Writer);
        var (buffer, length) = (_output.Writer.Buffer, results.DocumentBytes);
        for (var i = 0; i < results.Count; i++)
        {
            var body = BsonDocument.FromTrusted(buffer, start + (i * length), length);
            _output.Batch.Documents.Add(body, eventTimeMs, origins, 0);
        }

        collector.CountAdded(results.Count, (long)results.Count * length);
    }

    /// <summary>Pushes results that are alike to an operator.</summary>
    /// <param name="results">The results.</param>
    /// <param name="eventTimeMs">Their time.</param>
    /// <param name="origins">Has their origin as its first.</param>
    /// <param name="target">The operator.</param>
    public void Push(GroupResults results, long eventTimeMs, OriginTable origins, Operator target)
    {
        var written = results.Write();
        var length = results.DocumentBytes;
        for (var at = 0; at < written.Length; at += length)
        {
            _ = _output.PassOn();
            var start = _output.Writer.Position;
            _output.Writer.WriteRaw(written.Slice(at, length));
            Push(start, eventTimeMs, origins, target);
        }
    }

    /// <summary>As <see cref="Push(GroupResults, long, OriginTable, Operator)"/>, of those that are chosen.</summary>
    /// <param name="results">The results.</param>
    /// <param name="chosen">Zero for each that is not.</param>
    /// <param name="eventTimeMs">Their time.</param>
    /// <param name="origins">Has their origin as its first.</param>
    /// <param name="target">The operator.</param>
    public void Push(
        GroupResults results, ReadOnlySpan<long> chosen, long eventTimeMs, OriginTable origins, Operator target)
    {
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] != 0)
            {
                _ = _output.PassOn();
                var start = _output.Writer.Position;
                results.WriteOne(i, _output.Writer);
                Push(start, eventTimeMs, origins, target);
            }
        }
    }

    /// <summary>
    /// Pushes a result to an operator that was written as the last thing, and takes its bytes back if it is not kept.
    /// </summary>
    /// <param name="start">Where the result's document begins.</param>
    /// <param name="eventTimeMs">The result's time.</param>
    /// <param name="origins">Has the result's origin as its first.</param>
    /// <param name="target">The operator.</param>
    public void Push(int start, long eventTimeMs, OriginTable origins, Operator target) =>
        Push(start, eventTimeMs, origins, 0, target);

    private void Complete(
        int start, int group, long eventTimeMs, OriginTable origins, int origin, Operator target)
    {
        if (Write(start, group) is not { } failure)
        {
            Push(start, eventTimeMs, origins, origin, target);
            return;
        }

        var made = new StreamDocument(_output.Writer.DocumentFrom(start), eventTimeMs, origins, origin);
        if (!target.Fails(made, failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Push(int start, long eventTimeMs, OriginTable origins, int origin, Operator target)
    {
        var kept = _output.KeptCount;
        var made = new StreamDocument(_output.Writer.DocumentFrom(start), eventTimeMs, origins, origin);
        try
        {
            _ = DocumentSize.Check(made.Body);
            _following.Begin(made);
        }
        catch (Exception failure) when (target.Fails(made, failure))
        {
            return;
        }

        target.Process(made);
        _output.Reclaim(start, kept);
    }

    // What a failed accumulator leaves out shows in the dead letter: the key and the other values are there.
    private EvaluationException? Write(int start, int group)
    {
        var writer = _output.Writer;
        var context = _fields.Context;
        EvaluationException? failed = null;
        context.Begin(BsonDocument.Empty);
        for (var i = 0; i < _items.Length; i++)
        {
            try
            {
                var result = _items[i].Result(group, context);
                writer.WriteValue(_plan.Names[i], result.IsMissing ? BsonValue.Null : result);
            }
            catch (EvaluationException failure)
            {
                failed ??= failure;
            }
        }

        writer.End(start);
        return failed;
    }
}
