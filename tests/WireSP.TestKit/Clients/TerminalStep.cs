namespace WireSP.TestKit.Clients;

/// <summary>One thing that a person at a terminal does: wait until something is shown, or type.</summary>
public sealed class TerminalStep
{
    private readonly Dictionary<string, object> _fields;

    private TerminalStep(Dictionary<string, object> fields) => _fields = fields;

    /// <summary>Ctrl-C.</summary>
    public static TerminalStep Interrupt { get; } = new(new() { ["type"] = "\x03" });

    /// <summary>Waits until a text is shown after what was waited for before.</summary>
    public static TerminalStep Expect(string text, int seconds = 60) =>
        new(new() { ["expect"] = text, ["seconds"] = seconds });

    /// <summary>Types a line and presses Enter; line breaks inside are Enter too.</summary>
    public static TerminalStep Type(string line) => new(new() { ["type"] = line.ReplaceLineEndings("\r") + "\r" });

    /// <summary>
    /// Types a line, and again every few seconds until a text is shown. mongosh shows its prompt after Ctrl-C before it
    /// is connected again, and drops what is typed until then.
    /// </summary>
    public static TerminalStep TypeUntil(string line, string text) =>
        new(new() { ["type"] = line + "\r", ["until"] = text });

    internal IReadOnlyDictionary<string, object> ToFields() => _fields;
}
