namespace OneStop.Infrastructure;

/// <summary>The database is not one that the process may work on as it is configured; the message says what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
