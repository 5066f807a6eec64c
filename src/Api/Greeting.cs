using OneStop.Infrastructure;

namespace OneStop.Api;

/// <summary>What a newcomer needs to know when the process has started.</summary>
internal static class Greeting
{
    public static void SayWhenStarted(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var url = app.Urls.FirstOrDefault() ?? "http://127.0.0.1:5080";
        Console.WriteLine($"""

            OneStop is ready at {url}
              API document   {url}/swagger        {url}/swagger/v1/swagger.json
              Health         {url}/health/ready
            """);
        if (app.Services.DemoPassword() is { } password)
        {
            Console.WriteLine($"""
              Demo accounts  <role>@<agency code>, such as reception@H17.122; admin; citizen1 … citizen9 — password {password}
              First call     curl -s {url}/api/v1/auth/token -d grant_type=password -d username=reception@H17.122 -d password={password}
            """);
        }
    });
}
