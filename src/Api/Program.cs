using OneStop.Api;

try
{
    var app = Composition.Build(args);
    await Composition.Prepare(app);
    Greeting.SayWhenStarted(app);
    await app.RunAsync();
    return 0;
}
catch (FaultySettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

/// <summary>Entry point; public so that tests can start the same program.</summary>
public partial class Program;
