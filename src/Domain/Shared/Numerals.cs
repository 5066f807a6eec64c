using System.Globalization;

namespace OneStop.Domain.Shared;

/// <summary>How numbers are written for readers — cách viết số.</summary>
public static class Numerals
{
    private static readonly NumberFormatInfo Vietnamese = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>The format of numbers in that language.</summary>
    public static NumberFormatInfo In(bool english) => english ? NumberFormatInfo.InvariantInfo : Vietnamese;

    /// <summary>A comma before decimals and a dot between thousands in Vietnamese; in English the other way round.</summary>
    public static string Written(this decimal value, bool english) => value.ToString("#,0.##", In(english));
}
