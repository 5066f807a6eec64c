using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OneStop.Application.Agencies;
using OneStop.Domain.Agencies;
using OneStop.Infrastructure.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Api.Tests.Access;

/// <summary>A host with agencies of its own, demo accounts for them, and clocks that tests move.</summary>
internal static class AccessHost
{
    /// <summary>In force without end.</summary>
    public const string Province = "T01";

    /// <summary>In force from July 2025 on.</summary>
    public const string Commune = "T01.30";

    /// <summary>Ended with June 2025.</summary>
    public const string District = "T01.20";

    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(7));

    public static async Task<TestHost> Start(
        MovableClock? clock = null, MovableClock? machine = null, string? database = null, CapturedLog? log = null,
        IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? more = null)
    {
        var host = new TestHost(
            services =>
            {
                services
                    .Replace(ServiceDescriptor.Scoped<IAgencies, ThreeAgencies>())
                    .Replace(ServiceDescriptor.Singleton<TimeProvider>(clock ?? new MovableClock(Noon)))
                    .Replace(ServiceDescriptor.KeyedSingleton<TimeProvider>(Clocks.Machine, machine ?? new MovableClock(Noon)));
                log?.AddTo(services);
                more?.Invoke(services);
            },
            database, settings);
        await host.Services.GetRequiredService<DemoAccounts>().Load([Province, Commune, District], CancellationToken.None);
        return host;
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    /// <summary>How a request with the token is answered.</summary>
    public static async Task<HttpStatusCode> Status(this TestHost host, string token)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await client.GetAsync("/api/v1/me");
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> Act(this HttpClient client, string place, object body, int? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, place) { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }
        return await client.SendAsync(request);
    }

    private sealed class ThreeAgencies : IAgencies
    {
        private static readonly AgencyTree All = new(
        [
            Agency(Province, null, null, AgencyLevel.Province),
            Agency(Commune, new DateOnly(2025, 7, 1), null, AgencyLevel.Commune),
            Agency(District, null, new DateOnly(2025, 6, 30), AgencyLevel.District),
        ]);

        public ValueTask<AgencyTree> Tree(CancellationToken ct) => ValueTask.FromResult(All);

        private static Agency Agency(string code, DateOnly? from, DateOnly? to, AgencyLevel level) => new()
        {
            Code = code, Name = $"Agency {code}", Kind = AgencyKind.PeoplesCommittee, Level = level, EffectiveFrom = from, EffectiveTo = to,
            WorkingHours = "office", Divisions = ["Phòng Kinh tế", "Phòng Văn hóa"],
        };
    }
}

internal sealed class MovableClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
