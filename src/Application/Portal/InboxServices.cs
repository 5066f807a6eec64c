using Microsoft.Extensions.DependencyInjection;

namespace OneStop.Application.Portal;

internal static class InboxServices
{
    /// <summary>What takes in the messages of the portal.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddScoped<InboxDesk>()
        .AddScoped<InboxRows>()
        .AddScoped<PortalNaming>()
        .AddScoped<InboxDossiers>()
        .AddScoped<PortalFiling>()
        .AddScoped<PortalParts>()
        .AddScoped<IInboxKind, SubmissionIntake>()
        .AddScoped<IInboxKind, SupplementIntake>()
        .AddScoped<IInboxKind, WithdrawalIntake>()
        .AddScoped<IInboxKind, PaymentIntake>();
}
