using System.Text.Json;
using OneStop.Application.Changes;

namespace OneStop.Application.Webhooks;

/// <summary>What is sent of an event, kept as it was written.</summary>
public static class DeliveryBody
{
    /// <summary>Whether somebody who sees an event today may see all that was written of it then.</summary>
    /// <param name="today">The event as it is seen today; null where it is not.</param>
    public static bool Shows(string body, ChangeItem? today)
    {
        if (today is null)
        {
            return false;
        }
        var data = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("data");
        return !data.EnumerateObject().Any() || JsonElement.DeepEquals(data, today.Data);
    }
}
