using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Attention;
using OneStop.Application.Audit;
using OneStop.Application.Dossiers;
using OneStop.Application.Exports;
using OneStop.Application.Jobs;
using OneStop.Application.Notifications;
using OneStop.Application.Pipeline;
using OneStop.Application.Portal;
using OneStop.Application.Procedures;
using OneStop.Application.Registries;
using OneStop.Application.Reports;
using OneStop.Application.Transfers;
using OneStop.Application.Webhooks;

namespace OneStop.Application;

public static class ApplicationServices
{
    /// <summary>Every handler and validator of this assembly, what they share, and the pipeline.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => type => provider.GetService(type)!);
        services.AddScoped<IMediator, Mediator>();
        foreach (var (contract, handler) in Handlers())
        {
            services.AddTransient(contract, handler);
        }
        foreach (var found in AssemblyScanner.FindValidatorsInAssembly(typeof(ApplicationServices).Assembly, includeInternalTypes: true))
        {
            services.AddSingleton(found.InterfaceType, found.ValidatorType);
        }
        return services
            .AddDesks()
            .AddAccess()
            .AddAudit()
            .AddExports()
            .AddWebhooks()
            .AddNotifications()
            .AddDueWork()
            .AddInbox()
            .AddScoped<RegistryAskers>()
            .AddScoped<RegistryCallBook>()
            .AddFollowers()
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Telemetry<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Authorization<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Validation<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(PasswordHashing<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Proving<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Preparing<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Transaction<,>))
            .AddTransient(typeof(IPipelineBehavior<,>), typeof(Idempotency<,>));
    }

    private static IServiceCollection AddDesks(this IServiceCollection services) => services
        .AddScoped<DossierDesk>()
        .AddScoped<DossierFollowers>()
        .AddScoped<TransferDesk>()
        .AddScoped<ListTransfersHandler>()
        .AddScoped<LinkedWork>()
        .AddScoped<Filers>()
        .AddScoped<Intake>()
        .AddScoped<GroupIntake>()
        .AddScoped<LinkedDossiers>()
        .AddScoped<Forms.FormFiller>()
        .AddScoped<ReportDesk>()
        .AddScoped<ReportCaller>()
        .AddScoped<FactReports>()
        .AddScoped<ReportCatalogue>()
        .AddScoped<IFiledOnline, FiledOnline>()
        .AddSingleton<PublishedFigures>()
        .AddScoped<OfferedProcedures>()
        .AddScoped<PublishDesk>()
        .AddScoped<AttentionScopes>()
        .AddScoped<AttentionViews>()
        .AddScoped<Offerings>()
        .AddScoped<NationalDesk>()
        .AddScoped<SuccessionDesk>();

    private static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddScoped<PeopleSignIn>()
        .AddScoped<AccountCredentials>()
        .AddScoped<IProver<ConfirmContact>, ConfirmContactProver>()
        .AddScoped<IProver<ChangeAccount>, ChangeAccountProver>()
        .AddScoped<ClientDesk>()
        .AddScoped<KnownCodes>()
        .AddScoped<MandateDesk>()
        .AddScoped<StaffDesk>()
        .AddScoped<HandoverWork>()
        .AddScoped<HandoverPlan>();

    private static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddScoped<AuditDesk>()
        .AddScoped<DossierErasure>();

    private static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddScoped<ExportDesk>()
        .AddScoped<ExportRoom>()
        .AddScoped<IPrepare<RequestExport>, ExportMeasure>();

    private static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddScoped<WebhookDesk>()
        .AddScoped<WebhookChecks>()
        .AddScoped<IPrepare<RegisterWebhook>, RegisterWebhookChecks>()
        .AddScoped<IPrepare<ChangeWebhook>, ChangeWebhookChecks>();
    private static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddScoped<NoticeComposer>()
        .AddScoped<NoticeRecipients>()
        .AddScoped<ResponsibleOfficials>()
        .AddScoped<IPrepare<TakeReceipt>, ReceiptCheck>()
        .AddScoped<NoticeValues>();

    private static IServiceCollection AddDueWork(this IServiceCollection services) => services
        .AddScoped<IDueWork, CloseUnanswered>()
        .AddScoped<IDueWork, RemindOfSupplement>()
        .AddScoped<IDueWork, ReprojectOpen>()
        .AddScoped<IDueWork, ClimbLadder>()
        .AddScoped<IDueWork, LapseConsultation>()
        .AddScoped<IDueWork, SuccessionSlices>()
        .AddScoped<IDueWork, EraseExpired>()
        .AddScoped<IDueWork, HandoverSlices>()
        .AddScoped<IDueWork, ReconcileNightly>()
        .AddScoped<IDueWork, SyncCatalogueNightly>();

    /// <summary>In their order: the last reads what the first writes.</summary>
    private static IServiceCollection AddFollowers(this IServiceCollection services) => services
        .AddScoped<IFollowDossiers>(provider => provider.GetRequiredService<LinkedWork>())
        .AddScoped<IFollowDossiers, LadderSchedule>()
        .AddScoped<IFollowDossiers, WhenPapersCome>()
        // After whoever writes the transfers: it reads them.
        .AddScoped<IFollowDossiers, WhenDossierCloses>();

    /// <summary>The contracts of all requests with their handlers; a request without a permission stops the start.</summary>
    private static IEnumerable<(Type Contract, Type Handler)> Handlers()
    {
        foreach (var type in typeof(ApplicationServices).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericType: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(
                i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            {
                var request = contract.GetGenericArguments()[0];
                if (!request.IsDefined(typeof(AllowsAttribute), inherit: false))
                {
                    throw new InvalidOperationException($"{request.Name} names no permission ([Allows])");
                }
                yield return (contract, type);
            }
        }
    }
}
