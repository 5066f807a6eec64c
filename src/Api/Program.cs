using OneStop.Api;

var app = Composition.Build(args);
await Composition.Prepare(app);
Greeting.SayWhenStarted(app);
await app.RunAsync();

/// <summary>Entry point; public so that tests can start the same program.</summary>
public partial class Program;
