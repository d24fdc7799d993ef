using System.Text.Json;

namespace WireSP.Benchmarks;

/// <summary>
/// What is to be reached, from <c>gates.json</c> beside the program: the goal of each number, and the floor under which
/// a run fails. A floor lies under its goal where the goal is not reached yet, and where neighbours decide.
/// </summary>
internal sealed class Gates
{
    private static readonly string[] UpperUnits = [".allocated", ".bytes", ".disk", ".ms", ".share"];

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly Dictionary<string, Gate> _gates;
    private readonly List<string> _reached = [];
    private readonly List<string> _below = [];
    private readonly List<string> _missed = [];

    private Gates(Dictionary<string, Gate> gates) => _gates = gates;

    /// <summary>What is under its floor, one sentence each.</summary>
    public IReadOnlyList<string> Missed => _missed;

    /// <summary>Reads the file; without one nothing is gated.</summary>
    public static Gates Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "gates.json");
        return new Gates(
            File.Exists(file)
                ? JsonSerializer.Deserialize<Dictionary<string, Gate>>(File.ReadAllText(file), Names)!
                : []);
    }

    /// <summary>Whether a value reaches the goal of that name; true when there is none.</summary>
    public bool Reaches(string name, double value) =>
        !_gates.TryGetValue(name, out var gate) || IsAsGood(name, value, gate.Goal);

    /// <summary>Notes how a value stands to its goal and its floor.</summary>
    public void Check(string name, double value)
    {
        if (!_gates.TryGetValue(name, out var gate))
        {
            return;
        }

        var relation = IsUpper(name) ? "at most" : "at least";
        var said = FormattableString.Invariant($"{name}: {value:F3}, goal {relation} {gate.Goal}");
        (IsAsGood(name, value, gate.Goal) ? _reached : _below).Add(said);
        if (!IsAsGood(name, value, gate.Floor))
        {
            _missed.Add(FormattableString.Invariant($"{name}: {value:F3}, expected {relation} {gate.Floor}"));
        }
    }

    /// <summary>Prints which goals were reached and which were not.</summary>
    public void Print() => new ReportLine("goals")
        .Add("reached", [.. _reached])
        .Add("notReached", [.. _below])
        .Print();

    private static bool IsAsGood(string name, double value, double limit) =>
        IsUpper(name) ? value <= limit : value >= limit;

    // Of memory and time less is better, of everything else more.
    private static bool IsUpper(string name) => Array.Exists(
        UpperUnits, unit => name.EndsWith(unit, StringComparison.Ordinal));

    private sealed record Gate(double Goal, double Floor);
}
