using System.Data.Common;
using OneStop.Application.Notifications;
using OneStop.Domain.Access;
using OneStop.Domain.Notifications;
using OneStop.Domain.Shared;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Notifications;

/// <summary>The shipped texts and those that administrators wrote after them.</summary>
internal sealed class NotificationTemplateTable(DbSession db) : INotificationTemplates
{
    private const string Resource = "OneStop.Infrastructure.Notifications.Templates.json";

    private const string Select = "SELECT Number, FromAt, WrittenBy, Texts FROM NotificationTemplates WHERE Kind = @Kind ORDER BY Number";

    private const string Insert = "INSERT INTO NotificationTemplates (Kind, Number, FromAt, WrittenBy, Texts) VALUES (@Kind, @Number, @From, @By, @Texts)";

    private static readonly Lazy<Dictionary<string, TemplateText[]>> Shipped = new(ReadShipped);

    public async Task<NotificationTemplate> Of(NoticeKind kind, CancellationToken ct)
    {
        var rows = await db.Query<Row>(Select, new { Kind = EnumName.Of(kind) }, ct);
        var shipped = new TemplateVersion(0, DateTimeOffset.UnixEpoch, null, Shipped.Value[EnumName.Of(kind)]);
        return new NotificationTemplate(kind, [shipped, .. rows.Select(row => row.Version)]);
    }

    public async Task Add(NotificationTemplate template, TemplateVersion version, CancellationToken ct)
    {
        try
        {
            await db.Execute(Insert, new { Kind = EnumName.Of(template.Of), version.Number, version.From, version.By, Texts = Details.Write(version.Texts) }, ct);
        }
        catch (DbException e) when (db.Dialect.IsUniqueViolation(e))
        {
            throw new StaleException(template.Kind, current: version.Number);
        }
        db.Touch(template);
    }

    private static Dictionary<string, TemplateText[]> ReadShipped()
    {
        using var stream = typeof(NotificationTemplateTable).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return Details.Read<Dictionary<string, TemplateText[]>>(reader.ReadToEnd());
    }

    private sealed record Row
    {
        public required int Number { get; init; }

        public required DateTimeOffset FromAt { get; init; }

        public required AccountId WrittenBy { get; init; }

        public required string Texts { get; init; }

        public TemplateVersion Version => new(Number, FromAt, WrittenBy, Details.Read<TemplateText[]>(Texts));
    }
}
