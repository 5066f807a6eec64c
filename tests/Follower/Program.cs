using OneStop.Follower;

if (args is not [var url, var user, var file])
{
    Console.Error.WriteLine("Follower URL USER FILE: keeps a copy of the dossiers that an account sees, by the feed of a running engine");
    return 2;
}
SQLitePCL.Batteries_V2.Init();
using var engine = new Engine(new Uri(url), user);
using var copy = new Copy(file);
if (copy.Position is null)
{
    copy.Begin(await engine.Position(), await engine.Dossiers());
}
Console.WriteLine("following");
while (true)
{
    copy.Take(await engine.Behind(copy.Position!.Value));
    Console.WriteLine("took a slice");
}
