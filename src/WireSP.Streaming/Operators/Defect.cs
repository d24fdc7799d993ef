using System.Diagnostics;
using System.Globalization;
using System.Text;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Operators;

/// <summary>
/// A failure that is neither a document's nor the outside's but our own code's. Its number says where it happened, the
/// same each time, so that reports of one defect are known for one.
/// </summary>
public static class Defect
{
    private const string Prefix = "internal error ";
    private const int FramesMax = 3;

    /// <summary>Whether a failure is one that only a mistake of ours can bring about.</summary>
    public static bool Is(Exception failure) => failure
        is ArgumentException or NullReferenceException or IndexOutOfRangeException or InvalidCastException
        or KeyNotFoundException or FormatException or ArithmeticException or NotSupportedException
        or UnreachableException
        || (failure is InvalidOperationException and not ObjectDisposedException);

    /// <summary>What a dead letter says of it.</summary>
    public static string Describe(Exception failure) =>
        $"{Prefix}{NumberOf(failure)}: {failure.GetType().Name}: {failure.Message}";

    /// <summary>Whether a dead letter's reason tells of a defect.</summary>
    public static bool IsDescribedBy(string reason) => reason.StartsWith(Prefix, StringComparison.Ordinal);

    private static string NumberOf(Exception failure)
    {
        var place = new StringBuilder(failure.GetType().FullName);
        var frames = 0;
        foreach (var frame in new StackTrace(failure, fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod() is { DeclaringType: { } type } method && frames++ < FramesMax)
            {
                _ = place.Append(CultureInfo.InvariantCulture, $"|{type.FullName}.{method.Name}");
            }
        }

        return Crc32C.Compute(Encoding.UTF8.GetBytes(place.ToString())).ToString("x8", CultureInfo.InvariantCulture);
    }
}
