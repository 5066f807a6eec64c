using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>What others let an account do: principals by mandates, absent colleagues by covering for them.</summary>
internal sealed class HeldPowers(DbSession db)
{
    private const string SelectMandates = """
        SELECT PrincipalId, FromDay, ToDay, Details
        FROM Mandates
        WHERE RepresentativeId = @Id AND AcceptedAt IS NOT NULL AND RevokedAt IS NULL
        ORDER BY Id
        """;

    private const string SelectCovers = """
        SELECT AccountId, FromDay, ToDay
        FROM Absences
        WHERE CoverId = @Id AND EndedAt IS NULL
        ORDER BY Id
        """;

    public async Task<IReadOnlyList<HeldMandate>> MandatesOf(AccountId representative, CancellationToken ct) =>
        [.. (await db.Query<MandateRow>(SelectMandates, new { Id = representative }, ct)).Select(row => row.Mandate)];

    public Task<IReadOnlyList<HeldCover>> CoversOf(AccountId cover, CancellationToken ct) =>
        db.Query<HeldCover>(SelectCovers, new { Id = cover }, ct);

    private sealed record MandateRow
    {
        public required AccountId PrincipalId { get; init; }

        public required DateOnly FromDay { get; init; }

        public DateOnly? ToDay { get; init; }

        public required string Details { get; init; }

        public HeldMandate Mandate
        {
            get
            {
                var details = Persistence.Details.Read<MandateDetails>(Details);
                return new HeldMandate(new Representation(PrincipalId, details.Procedures, details.MayAct), FromDay, ToDay);
            }
        }
    }
}

/// <summary>A mandate with the days on which it holds.</summary>
internal sealed record HeldMandate(Representation Representation, DateOnly FromDay, DateOnly? ToDay)
{
    public bool IsInForceOn(DateOnly day) => day >= FromDay && !(day > ToDay);
}

/// <summary>A colleague's absence with the days on which it is covered.</summary>
internal sealed record HeldCover
{
    public required AccountId AccountId { get; init; }

    public required DateOnly FromDay { get; init; }

    public required DateOnly ToDay { get; init; }

    public bool IsInForceOn(DateOnly day) => day >= FromDay && day <= ToDay;
}
