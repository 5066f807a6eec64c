using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Access;
using OneStop.Application.Agencies;
using OneStop.Application.Attention;
using OneStop.Application.Dossiers;
using OneStop.Application.Jobs;
using OneStop.Application.Pipeline;
using OneStop.Application.Procedures;
using OneStop.Application.Reports;
using OneStop.Application.Transfers;

namespace OneStop.Application;

public static class ApplicationServices
{
    /// <summary>Every handler and validator of this assembly, and the pipeline in its order, outermost first.</summary>
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
            .AddScoped<DossierDesk>()
            .AddScoped<DossierFollowers>()
            .AddScoped<TransferDesk>()
            .AddScoped<ListTransfersHandler>()
            .AddScoped<LinkedWork>()
            .AddScoped<IFollowDossiers>(provider => provider.GetRequiredService<LinkedWork>())
            .AddScoped<Intake>()
            .AddScoped<GroupIntake>()
            .AddScoped<LinkedDossiers>()
            .AddScoped<ReportDesk>()
            .AddScoped<PublishDesk>()
            .AddScoped<IDueWork, CloseUnanswered>()
            .AddScoped<IDueWork, ReprojectOpen>()
            .AddScoped<IDueWork, ClimbLadder>()
            .AddScoped<IDueWork, LapseConsultation>()
            .AddScoped<IDueWork, SuccessionSlices>()
            .AddScoped<IFollowDossiers, LadderSchedule>()
            .AddScoped<AttentionScopes>()
            .AddScoped<AttentionViews>()
            // After whoever writes the transfers: it reads them.
            .AddScoped<IFollowDossiers, WhenDossierCloses>()
            .AddAccess()
            .AddScoped<Offerings>()
            .AddScoped<SuccessionDesk>()
            .AddPipeline();
    }

    /// <summary>What every request goes through, outermost first.</summary>
    private static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(Telemetry<,>))
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(Authorization<,>))
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(Validation<,>))
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(PasswordHashing<,>))
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(Proving<,>))
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(Transaction<,>))
        .AddTransient(typeof(IPipelineBehavior<,>), typeof(Idempotency<,>));

    private static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddScoped<AccountCredentials>()
        .AddScoped<IProver<ConfirmContact>, ConfirmContactProver>()
        .AddScoped<IProver<ChangeAccount>, ChangeAccountProver>();

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
