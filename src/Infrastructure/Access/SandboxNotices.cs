using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OneStop.Application.Lists;
using OneStop.Application.Sandbox;
using OneStop.Domain.Access;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Notifications;
using OneStop.Infrastructure.Notifications;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Where there is no live data, messages go into a table in which an administrator reads them.</summary>
internal sealed class SandboxNotices(
    IServiceScopeFactory scopes, TokenTimes times, IHostEnvironment environment, IConfiguration configuration) : IChannelSender, ISandboxMessages
{
    private const string Insert = """
        INSERT INTO SandboxMessages (Id, At, AccountId, Kind, Channel, DossierId, Text)
        VALUES (@Id, @At, @AccountId, @Kind, @Channel, @DossierId, @Text)
        """;

    private const string Select = """
        SELECT Id, At, AccountId, Kind, Channel, DossierId, Text
        FROM SandboxMessages
        WHERE Id < @Before
        ORDER BY Id DESC
        """;

    private const string Count = "SELECT COUNT(*) FROM (SELECT m.Id FROM SandboxMessages m ORDER BY m.Id";

    public bool Enabled => environment.IsDevelopment() || configuration.GetValue("Sandbox:Enabled", false);

    public async Task<SendOutcome> Send(OutgoingMessage message, CancellationToken ct)
    {
        var now = times.Now;
        var row = new
        {
            Id = EventId.New(now), At = now, AccountId = message.Account ?? AccountId.System, Channel = EnumName.Of(message.Channel), DossierId = message.Dossier,
            Kind = EnumName.Of(message.Channel == NoticeChannel.Email ? ContactKind.Email : ContactKind.Phone),
            Text = message.Dossier is null || message.Subject is null ? message.Text : $"{message.Subject}\n\n{message.Text}",
        };
        await scopes.InTransaction(services => services.GetRequiredService<DbSession>().Execute(Insert, row, ct), ct);
        return new SendOutcome(SendResult.Delivered);
    }

    public async Task<Page<SandboxMessage>> List(PageRequest page, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        var before = Cursor.Before<EventId>(page);
        var rows = await db.Query<Row>($"{Select} {db.Dialect.Page}", new { Before = before, page.Take }, ct);
        long? count = page.Count == CountMode.None
            ? null
            : await db.QueryOne<long>($"{Count} {db.Dialect.Page}) m", new { Take = page.CountTake }, ct);
        return Pages.Of(page, [.. rows.Select(row => row.Message)], message => [message.Id.ToString()], count);
    }

    private sealed record Row
    {
        public required EventId Id { get; init; }

        public required DateTimeOffset At { get; init; }

        public required AccountId AccountId { get; init; }

        public required ContactKind Kind { get; init; }

        public NoticeChannel? Channel { get; init; }

        public DossierId? DossierId { get; init; }

        public required string Text { get; init; }

        public SandboxMessage Message => new(Id.Value, At, AccountId == AccountId.System ? null : AccountId, Kind, Channel, DossierId, Text);
    }
}
