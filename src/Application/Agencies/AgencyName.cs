namespace OneStop.Application.Agencies;

/// <summary>An agency with its name beside the code.</summary>
public sealed record AgencyName(string Code, string Name);
