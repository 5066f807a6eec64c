using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OneStop.Application.Lists;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Domain.Access;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

/// <summary>Where there is no live data, messages go into a table in which an administrator reads them.</summary>
internal sealed class SandboxNotices(
    IServiceScopeFactory scopes, TokenTimes times, IHostEnvironment environment, IConfiguration configuration) : INotices, ISandboxMessages
{
    private const string Insert = """
        INSERT INTO SandboxMessages (Id, At, AccountId, Kind, Text)
        VALUES (@Id, @At, @AccountId, @Kind, @Text)
        """;

    private const string Select = """
        SELECT Id, At, AccountId, Kind, Text
        FROM SandboxMessages
        WHERE Id < @Before
        ORDER BY Id DESC
        """;

    private const string Count = "SELECT COUNT(*) FROM (SELECT m.Id FROM SandboxMessages m ORDER BY m.Id";

    private static readonly EventId Newest = EventId.Of(new Guid(Enumerable.Repeat((byte)0xFF, 16).ToArray()));

    public bool Enabled => environment.IsDevelopment() || configuration.GetValue("Sandbox:Enabled", false);

    public bool CanSend => Enabled;

    public async Task Send(Notice notice, CancellationToken ct)
    {
        var now = times.Now;
        var row = new { Id = EventId.New(now), At = now, AccountId = notice.Account, Kind = EnumName.Of(notice.Kind), notice.Text };
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().InTransaction(() => db.Execute(Insert, row, ct), ct);
    }

    public async Task<Page<SandboxMessage>> List(PageRequest page, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        var before = Cursor.Read(page, keys: 1) is [var last] && Guid.TryParse(last, out var id) ? EventId.Of(id) : Newest;
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

        public required string Text { get; init; }

        public SandboxMessage Message => new(Id.Value, At, AccountId, Kind, Text);
    }
}

/// <summary>Where no way to send is configured.</summary>
internal sealed class NoNotices : INotices
{
    public bool CanSend => false;

    public Task Send(Notice notice, CancellationToken ct) => throw new NotSupportedException("there is no way to send messages");
}
