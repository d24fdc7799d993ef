using System.Diagnostics.CodeAnalysis;

namespace WireSP.Wire.Commands;

/// <summary>
/// All commands of a server, sorted by name, found by name or alias. Built once; safe for many threads.
/// </summary>
public sealed class CommandTable
{
    private readonly CommandEntry[] _entries;
    private readonly CommandEntry[] _byIndex;
    private readonly Utf8NameMap _names;

    /// <summary>
    /// Takes the registrations; of two with one name the later wins, so that a host can replace a built-in.
    /// </summary>
    /// <exception cref="ArgumentException">Two commands claim one alias.</exception>
    public CommandTable(IEnumerable<CommandRegistration> registrations)
    {
        ArgumentNullException.ThrowIfNull(registrations);
        var byName = new SortedDictionary<string, CommandEntry>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            byName[registration.Spec.Name] = new CommandEntry(registration);
        }

        _entries = [.. byName.Values];
        var claimed = new Dictionary<string, CommandEntry>(StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            Claim(claimed, entry.Spec.Name, entry);
            foreach (var alias in entry.Spec.Aliases)
            {
                Claim(claimed, alias, entry);
            }
        }

        _names = new Utf8NameMap(claimed.Keys);
        _byIndex = [.. claimed.Values];
        Names = [.. claimed.Keys];
        Specs = Array.ConvertAll(_entries, entry => entry.Spec);
    }

    /// <summary>What every command is called, takes and needs, sorted by name.</summary>
    public IReadOnlyList<CommandSpec> Specs { get; }

    /// <summary>Every name and alias.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds a command by the name that a client sent.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out CommandRegistration? registration)
    {
        registration = TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var entry) ? entry.Registration : null;
        return registration is not null;
    }

    /// <summary>Finds a command by the name that a client sent.</summary>
    internal bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out CommandEntry? entry)
    {
        var index = _names.Find(name);
        entry = index < 0 ? null : _byIndex[index];
        return index >= 0;
    }

    private static void Claim(Dictionary<string, CommandEntry> claimed, string name, CommandEntry entry)
    {
        if (!claimed.TryAdd(name, entry))
        {
            throw new ArgumentException($"the command name '{name}' is taken by '{claimed[name].Spec.Name}'");
        }
    }
}
