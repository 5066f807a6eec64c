using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OneStop.Infrastructure.Persistence;

/// <summary>Stops what an embedded connection is doing when its time is over; not after it was disposed, when another may use the connection.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock gate = new();
    private readonly Timer timer;
    private readonly SqliteConnection connection;
    private bool over;

    public Interruption(SqliteConnection connection, TimeSpan after)
    {
        this.connection = connection;
        timer = new Timer(_ => Interrupt(), null, after, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (gate)
        {
            over = true;
        }
        timer.Dispose();
    }

    private void Interrupt()
    {
        lock (gate)
        {
            if (!over)
            {
                raw.sqlite3_interrupt(connection.Handle);
            }
        }
    }
}
