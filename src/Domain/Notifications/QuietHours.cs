using OneStop.Domain.Shared;

namespace OneStop.Domain.Notifications;

/// <summary>The hours in which no telephone rings, by Vietnam's time — giờ yên tĩnh.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end; earlier than the beginning where they last over midnight.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a channel keeps them.</summary>
    public static bool Holds(NoticeChannel channel) => channel is NoticeChannel.Sms or NoticeChannel.Zalo;

    /// <summary>When the quiet hours end in which an instant lies; null where it lies in none.</summary>
    public DateTimeOffset? EndAfter(DateTimeOffset at)
    {
        var here = VietnamTime.Of(at);
        var time = TimeOnly.FromTimeSpan(here.TimeOfDay);
        if (From == To || !time.IsBetween(From, To))
        {
            return null;
        }
        var day = From > To && time >= From ? here.Date.AddDays(1) : here.Date;
        return new DateTimeOffset(day + To.ToTimeSpan(), here.Offset);
    }
}
