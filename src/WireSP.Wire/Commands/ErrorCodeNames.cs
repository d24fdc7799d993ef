using System.Globalization;

namespace WireSP.Wire.Commands;

/// <summary>The <c>codeName</c> of each code; the shell shows it to the user, so every error has one.</summary>
public static class ErrorCodeNames
{
    /// <summary>The code's name; <c>Location</c> and the number for a code that has none.</summary>
    public static string Of(ErrorCode code) =>
        Enum.GetName(code) ?? string.Create(CultureInfo.InvariantCulture, $"Location{(int)code}");
}
