using System.Globalization;
using System.Text;

namespace OneStop.Linked;

/// <summary>What one scenario prints, and the checks it made.</summary>
internal sealed class Block(string title)
{
    private readonly StringBuilder text = new StringBuilder().AppendLine(title);

    public int Checks { get; private set; }

    public int Failed { get; private set; }

    public override string ToString() => text.ToString();

    public void Say(string line) => text.Append("  ").AppendLine(line);

    /// <summary>Compares; only what differs is printed.</summary>
    public void Check<T>(string what, T expected, T actual)
    {
        Checks++;
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Fail($"{what}: expected {Show(expected)}, found {Show(actual)}");
        }
    }

    public void Fail(string what)
    {
        Failed++;
        Say($"FAILED  {what}");
    }

    /// <summary>Day and time in Vietnam.</summary>
    public static string Time(DateTimeOffset? at) =>
        at is { } instant ? instant.ToOffset(TimeSpan.FromHours(7)).ToString("ddd dd/MM HH:mm", CultureInfo.InvariantCulture) : "–";

    private static string Show(object? value) => value is DateTimeOffset at ? Time(at) : value?.ToString() ?? "nothing";
}
