using System.Globalization;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;
using OneStop.Domain.Calendar;
using OneStop.Domain.Procedures;
using OneStop.Domain.Shared;

namespace OneStop.Infrastructure.Samples;

/// <summary>Makes procedures out of the sample files.</summary>
internal sealed class SampleCatalogue(AgencyTree agencies)
{
    private readonly ILookup<(string, int), SampleRoute> routes =
        SampleFiles.Routes().ToLookup(route => (route.ProcedureCode, route.ProcedureVersion));

    private readonly ILookup<string, string> named = SampleFiles.Cells()
        .SelectMany(cell => cell.Agencies, (cell, agency) => (cell.ProcedureCode, Agency: agency))
        .Concat(SampleFiles.Routes().Select(route => (route.ProcedureCode, Agency: route.OwnerAgency)))
        .ToLookup(pair => pair.ProcedureCode, pair => agencies.CompetentFor(pair.Agency), StringComparer.Ordinal);

    public IEnumerable<ProcedureState> Procedures() => SampleFiles.Procedures()
        .GroupBy(sample => sample.Code)
        .Select(group => new ProcedureState
        {
            Code = group.Key, CodeOfficial = group.First().CodeOfficial,
            Versions = [.. group.OrderBy(sample => sample.Version).Select(VersionOf)],
            Offerings = group.SelectMany(Offering).Concat(named[group.Key]).ToHashSet(StringComparer.Ordinal),
        });

    private ProcedureVersion VersionOf(SampleProcedure sample) => new()
    {
        Number = sample.Version, Status = VersionStatus.Published, Name = sample.Name, Field = FoldedText.Slug(sample.FieldName),
        Level = sample.Level, AlsoLevels = sample.AlsoLevels, EffectiveFrom = sample.EffectiveFrom, EffectiveTo = sample.EffectiveTo,
        Channels = sample.Channels, Service = sample.OnlineService, OnlineLevel2018 = sample.OnlineLevel2018,
        Cases = [.. sample.Cases.Select(known => CaseOf(sample, known))],
        Components = [.. sample.Components.Select((part, i) =>
            new Component((i + 1).ToString("00", CultureInfo.InvariantCulture), part.Name, part.Required, part.Originals, 0, part.Copies))],
        FeePolicy = sample.FeePolicy, Fees = [.. sample.Fees.Select(FeeOf)], Results = sample.Results,
        SupplementPolicy = sample.SupplementPolicy, Routes = RoutesOf(sample), Source = sample.Source, Verified = sample.Verified,
    };

    private static ProcedureCase CaseOf(SampleProcedure sample, SampleCase known) => new(
        FoldedText.Slug(known.Name), known.Name, sample.SameDay ? new TimeLimit(1, TimeUnit.SameDay) : known.Limit, known.Channel);

    private static FeeLine FeeOf(SampleFee fee) => new(
        fee.Name, fee.Name.StartsWith("Lệ phí", StringComparison.Ordinal) ? FeeKind.Charge : FeeKind.Fee,
        fee.AmountVnd, fee.Per, fee.MaxVnd, fee.Channel, SetBy: null);

    /// <summary>Each is the default of its version; of several for the same case the one before lasts until the next begins.</summary>
    private IReadOnlyList<Route> RoutesOf(SampleProcedure sample) =>
    [
        .. routes[(sample.Code, sample.Version)].GroupBy(route => route.CaseName).SelectMany(group =>
        {
            var inOrder = group.OrderBy(route => route.EffectiveFrom ?? DateOnly.MinValue).ToList();
            return inOrder.Select((route, i) => new Route
            {
                Key = route.Key,
                Case = sample.Cases.Count > 1 ? FoldedText.Slug(route.CaseName) : null,
                EffectiveFrom = i == 0 ? null : route.EffectiveFrom,
                EffectiveTo = i + 1 < inOrder.Count ? inOrder[i + 1].EffectiveFrom!.Value.AddDays(-1) : null,
                Steps = [.. route.Steps.Select(StepOf)],
            });
        }),
    ];

    private static RouteStep StepOf(SampleStep step) => new(
        step.Key, step.Name, step.Role ?? Role.Handler, step.Unit, step.LimitHours,
        step.ToAgency is null
            ? null
            : new RouteTransfer(
                step.Kind ?? TransferKind.Horizontal, step.ToAgency, step.Limit, step.ParallelGroup, step.SilenceMeansConsent,
                step.PausesForFinancialObligation, [.. (step.InnerSteps ?? []).Select(StepOf)]));

    /// <summary>Agencies of the version's levels that exist at some time while it is in force; offices that only receive are not competent.</summary>
    private IEnumerable<string> Offering(SampleProcedure sample) => agencies.All
        .Where(agency => agency.Kind is AgencyKind.Ministry or AgencyKind.PeoplesCommittee or AgencyKind.Department)
        .Where(agency => agency.Level == sample.Level || sample.AlsoLevels.Contains(agency.Level))
        .Where(agency => !(agency.EffectiveTo < sample.EffectiveFrom) && !(sample.EffectiveTo < agency.EffectiveFrom))
        .Select(agency => agency.Code);
}
