namespace OneStop.Domain.Access;

/// <summary>A post with the days on which it is held — phân công công tác.</summary>
/// <param name="FromDay">First day; null where it was always held.</param>
/// <param name="ToDay">Last day; null while open.</param>
public sealed record Appointment(Post Post, DateOnly? FromDay = null, DateOnly? ToDay = null)
{
    public bool IsInForceOn(DateOnly day) => !(day < FromDay) && !(day > ToDay);
}
