using OneStop.Api;
using OneStop.Api.Simulators;
using OneStop.Infrastructure;

try
{
    if (args is ["backup", var target, .. var settings])
    {
        Composition.Build(settings).Services.BackUp(target);
        return 0;
    }
    if (args is [SimulatorHost.Verb, .. var simulated])
    {
        await SimulatorHost.Build(simulated).RunAsync();
        return 0;
    }
    var app = Composition.Build(args);
    await Composition.Prepare(app);
    Greeting.SayWhenStarted(app);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is FaultySettingsException or StartRefusedException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

/// <summary>Entry point; public so that tests can start the same program.</summary>
public partial class Program;
