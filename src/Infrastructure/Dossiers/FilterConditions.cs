using System.Globalization;
using OneStop.Application.Dossiers;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Lists;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>What a list of dossiers is narrowed to by its caller, as conditions on dossiers <c>d</c>.</summary>
internal static class FilterConditions
{
    /// <param name="byAgency">Whether the rows <c>a</c> of a work-list are at hand.</param>
    public static void Add(Narrowing list, DossierFilter filter, DossierReach reach, DateTimeOffset now, bool byAgency)
    {
        And(list, "d.Code = @Code", "Code", filter.Code);
        And(list, "(d.Id = @Root OR d.RootId = @Root)", "Root", filter.Root is { } root ? TypeHandlers.Bytes(root) : null);
        And(list, "d.Status = @Status", "Status", (int?)filter.Status);
        And(list, "d.ProcedureCode = @Procedure", "Procedure", filter.Procedure);
        And(list, "d.Field = @Field", "Field", filter.Field);
        And(list, "d.Channel = @Channel", "Channel", (int?)filter.Channel);
        And(list, "d.Test = @Test", "Test", filter.Test is { } test ? (test ? 1 : 0) : null);
        And(list, "d.Assignee IN @Assignee", "Assignee", filter.Assignee switch
        {
            null => null,
            "me" => reach.Self.Select(TypeHandlers.Bytes).ToArray(),
            var text => new[] { TypeHandlers.Bytes(AccountId.Parse(text, CultureInfo.InvariantCulture)) },
        });
        And(list, "d.DueAt < @DueBefore", "DueBefore", filter.DueBefore?.ToUnixTimeMilliseconds());
        And(list, "d.UpdatedAt >= @UpdatedSince", "UpdatedSince", filter.UpdatedSince?.ToUnixTimeMilliseconds());
        if (filter.DueBefore is not null || filter.Overdue == true)
        {
            list.To(byAgency ? "a.IsOpen = 1 AND d.ClosedAt IS NULL" : "d.ClosedAt IS NULL");
        }
        And(
            list, filter.Overdue == true ? "d.OverdueFrom <= @Now" : "(d.ClosedAt IS NOT NULL OR d.OverdueFrom IS NULL OR d.OverdueFrom > @Now)",
            "Now", filter.Overdue is null ? null : now.ToUnixTimeMilliseconds());
        And(list, "d.ReceivedAt >= @ReceivedFrom", "ReceivedFrom", Midnight(filter.ReceivedFrom));
        And(list, "d.ReceivedAt < @ReceivedTo", "ReceivedTo", Midnight(filter.ReceivedTo?.AddDays(1)));
        Party(list, "Name", Kinds(DossierKeyKind.Name), filter.OwnerName is { } name ? DossierKey.Fold(name) : null);
        Party(list, "PersonalId", Kinds(DossierKeyKind.PersonalId, DossierKeyKind.OtherPersonalId), filter.PersonalId);
        Party(list, "TaxCode", Kinds(DossierKeyKind.TaxCode, DossierKeyKind.OtherTaxCode), filter.TaxCode);
        Party(list, "Phone", Kinds(DossierKeyKind.Phone), filter.Phone);
    }

    private static long? Midnight(DateOnly? day) => day is { } known ? FactConditions.Midnight(known) : null;

    private static void Party(Narrowing list, string name, string kinds, string? value) =>
        And(list, $"EXISTS (SELECT 1 FROM DossierKeys s WHERE s.DossierId = d.Id AND s.Kind IN ({kinds}) AND s.Value = @{name})", name, value);

    private static void And(Narrowing list, string condition, string name, object? value)
    {
        if (value is not null)
        {
            list.To(condition).With(name, value);
        }
    }

    /// <summary>The person a search is about, by the key that tells most.</summary>
    public static (string Kinds, string Value)? Person(DossierFilter filter) =>
        filter.PersonalId is { } id ? (Kinds(DossierKeyKind.PersonalId, DossierKeyKind.OtherPersonalId), id)
        : filter.TaxCode is { } tax ? (Kinds(DossierKeyKind.TaxCode, DossierKeyKind.OtherTaxCode), tax)
        : filter.Phone is { } phone ? (Kinds(DossierKeyKind.Phone), phone)
        : filter.OwnerName is { } name ? (Kinds(DossierKeyKind.Name), DossierKey.Fold(name))
        : null;

    private static string Kinds(params DossierKeyKind[] kinds) => string.Join(", ", kinds.Select(kind => (int)kind));
}
