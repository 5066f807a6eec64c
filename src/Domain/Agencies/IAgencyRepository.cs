namespace OneStop.Domain.Agencies;

/// <summary>The register of agencies — danh mục cơ quan.</summary>
public interface IAgencyRepository
{
    Task<RegisteredAgency?> Find(string code, CancellationToken ct);

    Task Add(RegisteredAgency agency, CancellationToken ct);

    Task Save(RegisteredAgency agency, CancellationToken ct);
}
