using MediatR;
using OneStop.Application.Ports;

namespace OneStop.Application.Access;

/// <summary>Let another key sign tokens from now on — đổi khóa ký mã truy cập.</summary>
[Allows(Permission.AdministerSystem)]
public sealed record RotateKeys : ICommand<RotatedKeys>;

/// <summary>The keys with which tokens are checked from now on — bộ khóa công khai.</summary>
/// <param name="Keys">The newest first: it signs.</param>
public sealed record RotatedKeys(IReadOnlyList<VerificationKey> Keys);

internal sealed class RotateKeysHandler(ISigningKeys keys) : IRequestHandler<RotateKeys, RotatedKeys>
{
    public async Task<RotatedKeys> Handle(RotateKeys command, CancellationToken ct) => new(await keys.Rotate(ct));
}
