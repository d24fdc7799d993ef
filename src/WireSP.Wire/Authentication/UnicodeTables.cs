using System.Globalization;

namespace WireSP.Wire.Authentication;

/// <summary>
/// The part of Unicode 3.2 that SASLprep needs, read once from the embedded <c>unicode-3.2.txt</c> when the first
/// password beyond ASCII comes. Our own, because the runtime normalizes nothing where no ICU library is installed.
/// </summary>
internal sealed class UnicodeTables
{
    private static readonly Lazy<UnicodeTables> Loaded = new(Load);

    private readonly Dictionary<char, List<(int First, int Last)>> _ranges = [];
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<int, int> _combiningClasses = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];

    private UnicodeTables()
    {
    }

    /// <summary>The tables.</summary>
    public static UnicodeTables Instance => Loaded.Value;

    /// <summary>Table C.1.2 of RFC 3454.</summary>
    public bool IsNonAsciiSpace(int character) => IsIn('S', character);

    /// <summary>Table B.1 of RFC 3454.</summary>
    public bool IsMappedToNothing(int character) => IsIn('N', character);

    /// <summary>The tables that RFC 4013 §2.3 prohibits.</summary>
    public bool IsProhibited(int character) => IsIn('X', character);

    /// <summary>Table D.1 of RFC 3454.</summary>
    public bool IsRightToLeft(int character) => IsIn('R', character);

    /// <summary>Table D.2 of RFC 3454.</summary>
    public bool IsLeftToRight(int character) => IsIn('L', character);

    /// <summary>The full compatibility decomposition; null when the character is its own.</summary>
    public int[]? Decompose(int character) => _decompositions.GetValueOrDefault(character);

    /// <summary>The canonical combining class.</summary>
    public int CombiningClass(int character) => _combiningClasses.GetValueOrDefault(character);

    /// <summary>The character that two characters compose to; 0 when there is none.</summary>
    public int Compose(int first, int second) => _compositions.GetValueOrDefault((first, second));

    private static UnicodeTables Load()
    {
        var tables = new UnicodeTables();
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("unicode-3.2.txt")
            ?? throw new InvalidOperationException("the resource unicode-3.2.txt is not in the assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                tables.Add(line[0], Array.ConvertAll(line[2..].Split(' '), ParseHexadecimal));
            }
        }

        return tables;
    }

    private static int ParseHexadecimal(string text) =>
        int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void Add(char kind, int[] numbers)
    {
        switch (kind)
        {
            case 'D':
                _decompositions.Add(numbers[0], numbers[1..]);
                break;
            case 'K':
                _combiningClasses.Add(numbers[0], numbers[1]);
                break;
            case 'P':
                _compositions.Add((numbers[0], numbers[1]), numbers[2]);
                break;
            default:
                if (!_ranges.TryGetValue(kind, out var ranges))
                {
                    _ranges.Add(kind, ranges = []);
                }

                ranges.Add((numbers[0], numbers[1]));
                break;
        }
    }

    private bool IsIn(char kind, int character)
    {
        foreach (var (first, last) in _ranges[kind])
        {
            if (character >= first && character <= last)
            {
                return true;
            }
        }

        return false;
    }
}
