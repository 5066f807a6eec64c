namespace OneStop.Application.Ports;

/// <summary>Lets work inside the process act as the engine itself, in a scope of its own.</summary>
public interface IActAsEngine
{
    void ActAsEngine();
}
