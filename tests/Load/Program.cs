using OneStop.Load;
using OneStop.Load.Bare;

SQLitePCL.Batteries_V2.Init();
var settings = Settings.Of(args);
if (settings.Bare is { } database)
{
    await BareServer.Run(database, settings.Port);
    return 0;
}
if (settings.Merge)
{
    return await MergeRun.Run(settings);
}
if (settings.Feed)
{
    return await FeedRun.Run(settings);
}
if (settings.Webhooks)
{
    return await WebhookRun.Run(settings);
}
if (settings.Reports)
{
    return await ReportRun.Run(settings);
}
if (!Wrk.IsInstalled)
{
    Console.Error.WriteLine("The load is driven by wrk, which is not installed: apt-get install wrk");
    return 2;
}
return await (settings.Scale ? ScaleRun.Run(settings) : LoadRun.Run(settings));
