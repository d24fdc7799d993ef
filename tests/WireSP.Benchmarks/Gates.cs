using System.Text.Json;

namespace WireSP.Benchmarks;

/// <summary>The ratios that every change must reach, read from <c>gates.json</c> beside the program.</summary>
internal sealed class Gates
{
    private readonly Dictionary<string, double> _limits;
    private readonly List<string> _missed = [];

    private Gates(Dictionary<string, double> limits) => _limits = limits;

    /// <summary>What was missed, one sentence each.</summary>
    public IReadOnlyList<string> Missed => _missed;

    /// <summary>Reads the file.</summary>
    public static Gates Load()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "gates.json"));
        return new Gates(JsonSerializer.Deserialize<Dictionary<string, double>>(text)!);
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

    // Of allocations less is better, of everything else more.
    private static bool IsUpper(string gate) => gate.EndsWith(".allocated", StringComparison.Ordinal);
}
