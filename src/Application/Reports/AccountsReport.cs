using FluentValidation;
using MediatR;
using OneStop.Domain.Shared;

namespace OneStop.Application.Reports;

/// <summary>Accounts that were opened — số tài khoản điện tử đã tạo.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
[Allows(Permission.ReadReports)]
public sealed record AccountsReport(DateOnly? From, DateOnly? To, AccountsGroup GroupBy) : IQuery<OpenedAccounts>;

/// <summary>What a row of the report on accounts stands for.</summary>
public enum AccountsGroup
{
    /// <summary>Kind of account.</summary>
    Kind,

    /// <summary>Calendar month.</summary>
    Month,
}

/// <summary>How many accounts were opened; those for trying out are left out. There is no list of accounts behind it: who has one is nobody else's matter.</summary>
/// <param name="Opened">Of all rows.</param>
public sealed record OpenedAccounts(ReportPeriod Period, DateTimeOffset AsOf, AccountsGroup GroupBy, IReadOnlyList<OpenedAccountsRow> Rows, long Opened);

/// <summary>How many of one kind, or in one month <c>2026-03</c>.</summary>
public sealed record OpenedAccountsRow(string Key, long Opened);

/// <summary>Counts of accounts.</summary>
public interface IAccountCounts
{
    /// <summary>Opened between two instants, the first included, by kind.</summary>
    Task<IReadOnlyDictionary<string, long>> Opened(DateTimeOffset from, DateTimeOffset before, CancellationToken ct);
}

internal sealed class AccountsReportValidator : AbstractValidator<AccountsReport>
{
    public AccountsReportValidator()
    {
        RuleFor(q => q.From).NotNull();
        RuleFor(q => q.To).NotNull();
        RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null);
        RuleFor(q => q.To).Must((q, to) => to is not { } last || q.From is not { } first || ReportRules.IsBounded(first, last)).WithState(_ => ReportRules.PeriodIsBounded);
        RuleFor(q => q.GroupBy).IsInEnum();
    }
}

internal sealed class AccountsReportHandler(IAccountCounts accounts, ReportDesk desk) : IRequestHandler<AccountsReport, OpenedAccounts>
{
    public async Task<OpenedAccounts> Handle(AccountsReport query, CancellationToken ct)
    {
        var period = new ReportPeriod(query.From!.Value, query.To!.Value);
        var rows = query.GroupBy == AccountsGroup.Kind ? await OfKinds(period, ct) : await OfMonths(period, ct);
        return new OpenedAccounts(period, desk.Now, query.GroupBy, rows, rows.Sum(row => row.Opened));
    }

    private async Task<IReadOnlyList<OpenedAccountsRow>> OfKinds(ReportPeriod period, CancellationToken ct) =>
        [.. (await Opened(period.From, period.To, ct)).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => new OpenedAccountsRow(kind.Key, kind.Value))];

    private async Task<IReadOnlyList<OpenedAccountsRow>> OfMonths(ReportPeriod period, CancellationToken ct)
    {
        var rows = new List<OpenedAccountsRow>();
        foreach (var (first, last) in ReportMonths.Of(period.From, period.To))
        {
            rows.Add(new OpenedAccountsRow(first.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), (await Opened(first, last, ct)).Values.Sum()));
        }
        return rows;
    }

    private Task<IReadOnlyDictionary<string, long>> Opened(DateOnly from, DateOnly to, CancellationToken ct) =>
        accounts.Opened(VietnamTime.At(from, TimeOnly.MinValue), VietnamTime.At(to.AddDays(1), TimeOnly.MinValue), ct);
}
