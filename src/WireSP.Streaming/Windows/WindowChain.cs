using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// A window's inner pipeline as it runs: <paramref name="First"/> to <paramref name="Collector"/> for each document at
/// once, and <paramref name="Suffix"/> for the results when the window closes.
/// </summary>
/// <param name="First">Receives each document; the collector itself when nothing comes before it.</param>
/// <param name="Collector">Puts documents into the state of their window.</param>
/// <param name="Suffix">Receives a closing window's results; null when they leave the window as they are.</param>
/// <param name="All">All operators of the inner pipeline, for what they count.</param>
internal sealed record WindowChain(
    Operator First, WindowStateOperator Collector, Operator? Suffix, IReadOnlyList<Operator> All)
{
    /// <summary>What is kept of the documents while windows are open.</summary>
    public WindowKeeping Keeping { get; init; }

    /// <summary>Makes the state of the first blocking stage.</summary>
    public required Func<WindowState> CreateState { get; init; }

    /// <summary>
    /// Makes what many sessions keep their states of that stage in together; null from it when they cannot.
    /// </summary>
    public required Func<SessionPartitions, SessionGroups?> CreateSessionGroups { get; init; }

    /// <summary>Makes what keeps the documents of a part of a window.</summary>
    public required Func<WindowState> CreateDocuments { get; init; }

    /// <summary>
    /// The last operator over a closing window's results, whose output leaves the window; null without any.
    /// </summary>
    public Operator? SuffixLast { get; init; }

    /// <summary>
    /// Scope that must see the window's metadata before <see cref="First"/>; null when none reads it.
    /// </summary>
    public FieldScope? Fields { get; init; }

    /// <summary>Scope that the first blocking stage reads; null when it reads no fields.</summary>
    public FieldScope? StateFields { get; init; }

    /// <summary>What states have to know of documents to take many at once; null when they take them singly.</summary>
    public IReadOnlyList<RunInput>? RunInputs { get; init; }

    /// <summary>Whether parts of a window are partial results, and not documents.</summary>
    public bool HasPartialResults { get; init; }

    /// <summary>Makes what keeps a part of a window.</summary>
    public WindowState CreatePart() => Keeping == WindowKeeping.States ? CreateState() : CreateDocuments();
}
