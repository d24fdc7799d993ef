using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled window stage: its settings and its inner pipeline.</summary>
/// <param name="stageName">The stage's name with its dollar sign.</param>
/// <param name="settings">What all kinds of windows have.</param>
/// <param name="inner">The inner pipeline.</param>
/// <param name="hasParts">Whether a window's documents may be kept in several parts, or its bounds be unknown until it
/// closes.</param>
internal abstract class WindowPlan(
    string stageName, WindowSettings settings, WindowPlan.Inner inner, bool hasParts)
    : StagePlan(stageName)
{
    private readonly WindowKeeping _keeping =
        !hasParts ? WindowKeeping.States
        : inner.MetadataScope is not null ? WindowKeeping.Inputs
        : inner.State.IsMergeable ? WindowKeeping.States
        : WindowKeeping.Documents;

    /// <summary>Stages of the inner pipeline that run behind the window.</summary>
    public IReadOnlyList<StagePlan> Behind => inner.Behind;

    /// <summary>What all kinds of windows have.</summary>
    protected WindowSettings Settings { get; } = settings;

    /// <inheritdoc/>
    public sealed override void Explain(BsonWriter writer)
    {
        writer.WriteString("boundary"u8, Settings.IsEventTime ? "eventTime" : "processingTime");
        ExplainBounds(writer);
        if (Settings.IsEventTime)
        {
            writer.WriteInt64("allowedLatenessMs"u8, Settings.LatenessMs);
        }

        if (Settings.IdleTimeoutMs is { } idle)
        {
            writer.WriteInt64("idleTimeoutMs"u8, idle);
        }

        WriteNames("eachDocument"u8, _keeping == WindowKeeping.Inputs ? [] : inner.Prefix, writer);
        writer.WriteString("keeps"u8, inner.State.OperatorName);
        var keepsResults = _keeping == WindowKeeping.States && !inner.State.KeepsDocuments;
        writer.WriteString("keptAs"u8, keepsResults ? "partialResults" : "rawDocuments");
        List<StagePlan> closing = _keeping switch
        {
            WindowKeeping.Inputs => [.. inner.Prefix, inner.State, .. inner.Suffix],
            WindowKeeping.Documents => [inner.State, .. inner.Suffix],
            _ => [.. inner.Suffix],
        };
        closing.AddRange(inner.Behind);
        WriteNames("whenClosed"u8, closing, writer);
    }

    /// <summary>Says where windows begin and end.</summary>
    protected abstract void ExplainBounds(BsonWriter writer);

    /// <summary>Makes the operators of the inner pipeline.</summary>
    protected WindowChain CreateChain(OperatorFactory factory)
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
        return new WindowChain(first, collector, suffix, all)
        {
            Keeping = _keeping,
            HasPartialResults = _keeping == WindowKeeping.States && !inner.State.KeepsDocuments,
            CreateState = () => inner.State.CreateState(factory),
            CreateSessionGroups = partitions =>
                _keeping == WindowKeeping.States ? inner.State.CreateSessionGroups(factory, partitions) : null,
            // Nothing looks at documents where they are kept, so any scope will do.
            CreateDocuments = () => new DocumentsState(
                long.MaxValue, factory.ScopeOf(new CompileContext()), factory.Output),
            RunInputs = inner.State.RunInputs,
            SuffixLast = suffixLast,
            Fields = inner.MetadataScope is null ? null : factory.ScopeOf(inner.MetadataScope),
            StateFields = inner.State.Fields is null ? null : factory.ScopeOf(inner.State.Fields),
        };
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
            writer.WriteValue(i, plans[i].Description);
        }

        writer.End(start);
    }

    /// <summary>The inner pipeline in its three parts.</summary>
    /// <param name="Prefix">Runs for each document at once.</param>
    /// <param name="State">What an open window keeps.</param>
    /// <param name="Suffix">Runs over the results of a closing window.</param>
    /// <param name="MetadataScope">Scope that has to see the window before it closes; null when no stage looks.</param>
    internal sealed record Inner(
        IReadOnlyList<StagePlan> Prefix,
        StatePlan State,
        IReadOnlyList<StagePlan> Suffix,
        CompileContext? MetadataScope)
    {
        /// <summary>
        /// Runs over the results as well, but behind the window: from the first stage on that asks the outside.
        /// </summary>
        public IReadOnlyList<StagePlan> Behind { get; init; } = [];
    }
}
