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
            .AddSingleton<TokenTimes>()
            .AddSingleton<SigningKeys>()
            .AddSingleton<StandingCache>()
            .AddSingleton<CheckedTokens>()
            .AddSingleton<RevokedSecrets>()
            .AddSingleton<SecretUses>()
            .AddHostedService<SecretUseWriter>()
            .AddScoped<IClientSecrets, ClientSecretTable>()
            .AddSingleton<EndedSessions>()
            .AddSingleton<OwnTokens>()
            .AddSingleton<OutsideTokens>()
            .AddSingleton<IssuerKeys>()
            .AddKeyedSingleton<HttpMessageHandler>(
                IssuerKeys.Handler, (_, _) => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .AddScoped<Subjects>()
            .AddScoped<ISubjects>(provider => provider.GetRequiredService<Subjects>())
            .AddScoped<TokenStandings>()
            .AddScoped<ISigningKeys, KeyRotation>()
            .AddScoped<ISessions, Sessions>()
            .AddScoped<ISignInGuard, SignInGuard>()
            .AddScoped<ISweep, AccessSweep>()
            .AddScoped<Confirmations>()
            .AddScoped<IConfirmations>(provider => provider.GetRequiredService<Confirmations>())
            .AddSingleton<SandboxNotices>()
            .AddSingleton<ISandboxMessages>(provider => provider.GetRequiredService<SandboxNotices>())
            .AddSingleton<INotices>(provider => provider.GetRequiredService<SandboxNotices>() is { Enabled: true } sandbox ? sandbox : new NoNotices())
            .AddHostedService<ConfirmationSender>()
            .AddScoped<HeldPowers>()
            .AddScoped<Standings>()
            .AddScoped<ITokens, Tokens>()
            .AddSingleton<DemoAccounts>()
            .AddScoped<DemoClient>()
            .AddSingleton<DemoRetirement>()
            .AddScoped<IPasswords, Passwords>()
            .AddScoped<IAccountRepository, AccountRepository>()
            .AddScoped<IAccounts>(provider => provider.GetRequiredService<IAccountRepository>())
            .AddScoped<InstallationSecrets>()
            .AddScoped<IMandates, MandateRepository>()
            .AddScoped<IAbsences, AbsenceTable>()
            .AddScoped<IHandovers, HandoverTable>()
            .AddScoped<IAccountViews, AccountViews>();
    }
}
