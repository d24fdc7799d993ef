using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled window stage: its settings and its inner pipeline.</summary>
internal sealed class WindowPlan(string stageName, WindowSettings settings, WindowPlan.Inner inner)
    : StagePlan(stageName)
{
    /// <summary>Whether documents belong by event time.</summary>
    public bool IsEventTime => settings.IsEventTime;

    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory)
    {
        List<Operator> all = [];
        var collector = new WindowStateOperator(inner.State.OperatorName, factory.Output);
        var first = Link(inner.Prefix, collector, factory, all);
        Operator? suffix = null;
        Operator? suffixLast = null;
        if (inner.Suffix.Count > 0)
        {
            suffixLast = inner.Suffix[^1].Create(factory);
            all.Add(suffixLast);
            suffix = Link([.. inner.Suffix.SkipLast(1)], suffixLast, factory, all);
        }

        all.Add(collector);
        var fields = inner.MetadataScope is null ? null : factory.ScopeOf(inner.MetadataScope);
        var chain = new WindowChain(first, collector, () => inner.State.CreateState(factory), suffix, all, fields);
        return new TumblingWindowOperator(OperatorName, factory.Output, settings, chain) { SuffixLast = suffixLast };
    }

    /// <inheritdoc/>
    public override void Explain(BsonWriter writer)
    {
        writer.WriteString("boundary"u8, settings.IsEventTime ? "eventTime" : "processingTime");
        writer.WriteInt64("intervalMs"u8, settings.Bounds.IntervalMs);
        if (settings.IsEventTime)
        {
            writer.WriteInt64("allowedLatenessMs"u8, settings.LatenessMs);
        }

        WriteNames("eachDocument"u8, inner.Prefix, writer);
        writer.WriteString("keeps"u8, inner.State.OperatorName);
        WriteNames("whenClosed"u8, inner.Suffix, writer);
    }

    private static Operator Link(
        IReadOnlyList<StagePlan> plans, Operator last, OperatorFactory factory, List<Operator> all)
    {
        for (var i = plans.Count - 1; i >= 0; i--)
        {
            var made = plans[i].Create(factory);
            all.Add(made);
            made.Next = last;
            last = made;
        }

        return last;
    }

    private static void WriteNames(ReadOnlySpan<byte> name, IReadOnlyList<StagePlan> plans, BsonWriter writer)
    {
        var start = writer.BeginArray(name);
        for (var i = 0; i < plans.Count; i++)
        {
            writer.WriteValue(i, plans[i].OperatorName);
        }

        writer.End(start);
    }

    /// <summary>The inner pipeline in its three parts.</summary>
    /// <param name="Prefix">Runs for each document at once.</param>
    /// <param name="State">What an open window keeps.</param>
    /// <param name="Suffix">Runs over the results of a closing window.</param>
    /// <param name="MetadataScope">Scope that has to see window metadata; null when no stage inside reads any.</param>
    internal sealed record Inner(
        IReadOnlyList<StagePlan> Prefix,
        StatePlan State,
        IReadOnlyList<StagePlan> Suffix,
        CompileContext? MetadataScope);
}
