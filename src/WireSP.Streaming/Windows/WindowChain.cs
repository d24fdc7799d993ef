using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// A window's inner pipeline as it runs: <paramref name="First"/> to <paramref name="Collector"/> for each document at
/// once, and <paramref name="Suffix"/> for the results when the window closes.
/// </summary>
/// <param name="First">Receives each document; the collector itself when nothing comes before it.</param>
/// <param name="Collector">Puts documents into the state of their window.</param>
/// <param name="CreateState">Makes the state of a new window.</param>
/// <param name="Suffix">Receives a closing window's results; null when they leave the window as they are.</param>
/// <param name="All">All operators of the inner pipeline, for what they count.</param>
/// <param name="Fields">Scope that must see the window's metadata before <paramref name="First"/>; null when none reads
/// it.</param>
internal sealed record WindowChain(
    Operator First,
    WindowStateOperator Collector,
    Func<WindowState> CreateState,
    Operator? Suffix,
    IReadOnlyList<Operator> All,
    FieldScope? Fields);
