using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Access;

/// <summary>Let another key sign tokens from now on — đổi khóa ký mã truy cập.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RotateKeys : ICommand<RotatedKeys>;

/// <summary>The keys with which tokens are checked from now on — bộ khóa công khai.</summary>
/// <param name="Keys">The newest first: it signs.</param>
public sealed record RotatedKeys(IReadOnlyList<VerificationKey> Keys);

internal sealed class RotateKeysHandler(ISigningKeys keys, IAccountRepository accounts, ICaller caller, TimeProvider clock)
    : IRequestHandler<RotateKeys, RotatedKeys>
{
    public async Task<RotatedKeys> Handle(RotateKeys command, CancellationToken ct)
    {
        var account = await accounts.Own(caller.Required().Id, caller.Required(), ct);
        var rotated = await keys.Rotate(ct);
        account.RotateKeys(rotated[0].Kid, clock.GetUtcNow());
        await accounts.Save(account, ct);
        return new RotatedKeys(rotated);
    }
}
