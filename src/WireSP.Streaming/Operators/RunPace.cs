using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Operators;

/// <summary>
/// How many documents an operator prepares together: few at first, because where shapes differ from document to
/// document preparing more would be for nothing.
/// </summary>
internal struct RunPace
{
    private const int Least = 4;

    /// <summary>Begins with few.</summary>
    public RunPace()
    {
    }

    /// <summary>How many are prepared next.</summary>
    public int Wanted { get; private set; } = Least;

    /// <summary>Notes what became of as many as were wanted, and whether to go on with more of them.</summary>
    /// <param name="done">How many were taken together.</param>
    /// <param name="offered">How many there were; maybe more than were wanted.</param>
    public bool GoesOn(int done, int offered)
    {
        if (done < Math.Min(Wanted, offered))
        {
            Wanted = Least;
            return false;
        }

        var wasAll = done == Wanted;
        Wanted = Math.Min(Wanted * 2, RunReader.DocumentsMax);
        return wasAll;
    }
}
