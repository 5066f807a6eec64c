using OneStop.Infrastructure.Notifications;

namespace OneStop.Api.Notifications;

/// <summary>Checks how messages are to be sent.</summary>
internal static class NotificationSettings
{
    private const int LeastSecret = 16;

    /// <summary>Every fault of the section; numbers and flags are looked at with the others.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var (all, smtp, gateway) = (configuration.GetSection("Notifications"), configuration.GetSection("Notifications:Smtp"), configuration.GetSection("Notifications:Gateway"));
        if (all["QuietHours"] is { } quiet && NotificationOptions.Read(quiet) is null)
        {
            yield return "Notifications:QuietHours: hours such as 21:00-07:00 are wanted, or nothing";
        }
        if (all["LookupAddress"] is { } lookup && !Uri.TryCreate(lookup, UriKind.Absolute, out _))
        {
            yield return "Notifications:LookupAddress: an address such as https://dichvucong.example.vn/tra-cuu is wanted";
        }
        if (smtp["Host"] is not null && smtp["From"]?.Contains('@', StringComparison.Ordinal) != true)
        {
            yield return "Notifications:Smtp:From: who sends is wanted, such as Một cửa <motcua@example.gov.vn>";
        }
        if (smtp["Tls"] is not (null or "none" or "startTls" or "implicit"))
        {
            yield return "Notifications:Smtp:Tls: none, startTls or implicit is wanted";
        }
        if (gateway["Url"] is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return "Notifications:Gateway:Url: an address such as https://sms.example.vn/messages is wanted";
        }
        if (gateway["ReceiptSecret"] is { Length: < LeastSecret })
        {
            yield return "Notifications:Gateway:ReceiptSecret: at least 16 characters are wanted";
        }
    }
}
