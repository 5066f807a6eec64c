using System.Text.Json.Serialization;
using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Pipeline;

/// <summary>A command that sets a password.</summary>
public interface ISetsPassword
{
    /// <summary>The new password; null where it stays.</summary>
    string? Password { get; }

    [JsonIgnore]
    string PasswordHash { get; set; }
}

/// <summary>Hashes a new password before the transaction begins: it takes longer than many transactions, and all would wait.</summary>
public sealed class PasswordHashing<TCommand, TAnswer>(IPasswords passwords) : IPipelineBehavior<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>, ISetsPassword
{
    public async Task<TAnswer> Handle(TCommand request, CancellationToken ct, RequestHandlerDelegate<TAnswer> next)
    {
        if (request.Password is { } password)
        {
            request.PasswordHash = await passwords.Hash(password, ct);
        }
        return await next();
    }
}
