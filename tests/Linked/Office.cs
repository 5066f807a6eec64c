using System.Text.Json;
using OneStop.Processes;

namespace OneStop.Linked;

/// <summary>What the API says about procedures, agencies and their hours.</summary>
internal sealed class Office(ApiClient api)
{
    private static readonly int[] Years = [2019, 2024, 2026];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Agency> agencies = [];
    private readonly Dictionary<string, WorkingHours> hours = [];

    public static T As<T>(JsonElement answer) => answer.Deserialize<T>(Options)!;

    public async Task<T> Read<T>(string path, string? user) => As<T>(await api.Read(path, user));

    public async Task<IReadOnlyList<T>> List<T>(string path, string user) =>
        [.. (await api.Read($"{path}?limit=200", user)).GetProperty("items").EnumerateArray().Select(As<T>)];

    public Task<Procedure> Procedure(string code) => Read<Procedure>($"/api/v1/procedures/{code}", null);

    public async Task<Agency> Agency(string code) =>
        agencies.TryGetValue(code, out var known) ? known : agencies[code] = await Read<Agency>($"/api/v1/agencies/{code}", null);

    /// <summary>The agency a route means: a code, or a neighbour of the competent agency.</summary>
    public async Task<string> Resolve(string toAgency, string competent)
    {
        var agency = await Agency(competent);
        switch (toAgency)
        {
            case "self":
                return competent;
            case "parent":
                return agency.Parent!.Code;
            case "province":
                while (agency.Parent is { } parent)
                {
                    agency = await Agency(parent.Code);
                }
                return agency.Code;
            default:
                return agency.Links.TryGetValue(toAgency, out var neighbour) ? neighbour.Code : toAgency;
        }
    }

    /// <summary>The hours of an agency's terms.</summary>
    public async Task<WorkingHours> Hours(string agency)
    {
        var name = (await Agency(agency)).WorkingHours;
        if (!hours.TryGetValue(name, out var known))
        {
            var templates = await api.Read("/api/v1/calendar/templates?limit=200", null);
            var week = templates.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name).GetProperty("days");
            var years = new List<JsonElement>();
            foreach (var year in Years)
            {
                years.Add(await api.Read($"/api/v1/calendar/{year}", null));
            }
            hours[name] = known = new WorkingHours(week, years);
        }
        return known;
    }
}
