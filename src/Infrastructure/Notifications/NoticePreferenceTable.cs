using System.Data.Common;
using OneStop.Application.Notifications;
using OneStop.Domain.Access;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>What accounts want to receive.</summary>
internal sealed class NoticePreferenceTable(DbSession db) : INoticeWishes
{
    private const string Select = "SELECT Version, Email, Sms, Zalo, English FROM NoticePreferences WHERE AccountId = @Account";

    private const string Insert = """
        INSERT INTO NoticePreferences (AccountId, Version, Email, Sms, Zalo, English)
        VALUES (@Account, 1, @Email, @Sms, @Zalo, @English)
        """;

    private const string Update = """
        UPDATE NoticePreferences
        SET Version = Version + 1, Email = @Email, Sms = @Sms, Zalo = @Zalo, English = @English
        WHERE AccountId = @Account AND Version = @Version
        """;

    public async Task<(NoticeWishes Wishes, int Version)> Of(AccountId account, CancellationToken ct) =>
        await db.QueryOne<Row>(Select, new { Account = account }, ct) is { } row
            ? (new NoticeWishes(row.Email, row.Sms, row.Zalo, row.English), row.Version)
            : (NoticeWishes.None, 0);

    public async Task Keep(AccountId account, NoticeWishes wishes, int version, CancellationToken ct)
    {
        var row = new { Account = account, Version = version, wishes.Email, wishes.Sms, wishes.Zalo, wishes.English };
        try
        {
            if (await db.Execute(version == 0 ? Insert : Update, row, ct) > 0)
            {
                return;
            }
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            // Said twice at the same instant: the second one did not see the first.
        }
        throw new StaleException("noticePreferences", current: 0);
    }

    private sealed record Row
    {
        public required int Version { get; init; }

        public required bool Email { get; init; }

        public required bool Sms { get; init; }

        public required bool Zalo { get; init; }

        public required bool English { get; init; }
    }
}
