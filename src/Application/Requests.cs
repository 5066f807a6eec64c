using MediatR;

namespace OneStop.Application;

/// <summary>A request that changes something: one command, one transaction.</summary>
public interface ICommand<out TAnswer> : IRequest<TAnswer>;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TAnswer> : IRequest<TAnswer>;

/// <summary>The answer of a command that has nothing to say.</summary>
public sealed record Done;

/// <summary>The right that a request needs; every request names one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowsAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
