using System.Text.Json;

namespace WireSP.Benchmarks;

/// <summary>
/// The ratios that every change must reach, read from <c>gates.json</c> beside the program. They lie under what a quiet
/// machine shows, so that a miss is the code's and not the neighbours'.
/// </summary>
internal sealed class Gates
{
    private static readonly string[] UpperUnits = [".allocated", ".bytes", ".ms", ".share"];

    private readonly Dictionary<string, double> _limits;
    private readonly List<string> _missed = [];

    private Gates(Dictionary<string, double> limits) => _limits = limits;

    /// <summary>What was missed, one sentence each.</summary>
    public IReadOnlyList<string> Missed => _missed;

    /// <summary>Reads the file; without one nothing is gated.</summary>
    public static Gates Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "gates.json");
        return new Gates(
            File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(file))! : []);
    }

    /// <summary>Whether a value reaches the gate of that name; true when there is no such gate.</summary>
    public bool Reaches(string gate, double value) =>
        !_limits.TryGetValue(gate, out var limit) || (IsUpper(gate) ? value <= limit : value >= limit);

    /// <summary>Notes a value that misses its gate.</summary>
    public void Check(string gate, double value)
    {
        if (!Reaches(gate, value))
        {
            var relation = IsUpper(gate) ? "at most" : "at least";
            _missed.Add(FormattableString.Invariant($"{gate}: {value:F3}, expected {relation} {_limits[gate]}"));
        }
    }

    // Of memory and time less is better, of everything else more.
    private static bool IsUpper(string gate) => Array.Exists(
        UpperUnits, unit => gate.EndsWith(unit, StringComparison.Ordinal));
}
