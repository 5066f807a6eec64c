using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OneStop.Application.Access;
using OneStop.Application.Ports;
using OneStop.Application.Sandbox;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Access;

internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var auth = configuration.GetSection("Auth").Get<AuthOptions>() ?? new AuthOptions();
        if (auth.TokenMinutes is < 1 or > 24 * 60)
        {
            throw new InvalidOperationException("Auth:TokenMinutes: 1 to 1440 is wanted");
        }
        return services
            .AddSingleton(auth)
            .AddSingleton(configuration.GetSection("Demo").Get<DemoOptions>() ?? new DemoOptions())
            .AddTokens()
            .AddConfirmations()
            .AddDemo()
            .AddSingleton<SecretUses>()
            .AddHostedService<SecretUseWriter>()
            .AddScoped<IClientSecrets, ClientSecretTable>()
            .AddScoped<Subjects>()
            .AddScoped<ISubjects>(provider => provider.GetRequiredService<Subjects>())
            .AddScoped<IAccountRepository, AccountRepository>()
            .AddScoped<IAccounts>(provider => provider.GetRequiredService<IAccountRepository>())
            .AddScoped<InstallationSecrets>()
            .AddScoped<IMandates, MandateRepository>()
            .AddScoped<IAbsences, AbsenceTable>()
            .AddScoped<IHandovers, HandoverTable>()
            .AddScoped<IAccountViews, AccountViews>();
    }

    private static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<TokenTimes>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<StandingCache>()
        .AddSingleton<CheckedTokens>()
        .AddSingleton(provider => Ended.Secrets(provider.GetRequiredService<TokenTimes>()))
        .AddSingleton(provider => Ended.Sessions(provider.GetRequiredService<TokenTimes>()))
        .AddSingleton<OwnTokens>()
        .AddSingleton<OutsideTokens>()
        .AddSingleton<IssuerKeys>()
        .AddScoped<TokenStandings>()
        .AddScoped<ISigningKeys, KeyRotation>()
        .AddScoped<ISessions, Sessions>()
        .AddScoped<ISignInGuard, SignInGuard>()
        .AddScoped<ISweep, AccessSweep>()
        .AddScoped<HeldPowers>()
        .AddScoped<Standings>()
        .AddScoped<ITokens, Tokens>()
        .AddScoped<IPasswords, Passwords>()
        .AddKeyedSingleton<HttpMessageHandler>(
            IssuerKeys.Handler, (_, _) => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    private static IServiceCollection AddConfirmations(this IServiceCollection services) => services
        .AddScoped<Confirmations>()
        .AddScoped<IConfirmations>(provider => provider.GetRequiredService<Confirmations>())
        .AddSingleton<SandboxNotices>()
        .AddSingleton<ISandboxMessages>(provider => provider.GetRequiredService<SandboxNotices>())
        .AddHostedService<ConfirmationSender>();

    private static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton<DemoAccounts>()
        .AddScoped<DemoClient>()
        .AddSingleton<DemoRetirement>();
}
