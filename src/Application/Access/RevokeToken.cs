using MediatR;
using OneStop.Application.Ports;
using OneStop.Domain.Access;

namespace OneStop.Application.Access;

/// <summary>Sign out: the session of a refresh token or of an access token ends (RFC 7009) — đăng xuất, thu hồi mã truy cập.</summary>
/// <remarks>Not a command of one transaction: signatures are checked before it. Any other text is as good as a token that has ended.</remarks>
[Allows(Permission.Public)]
public sealed record RevokeToken(string Token) : IQuery<Done>;

internal sealed class RevokeTokenHandler(ISessions sessions, ITokens tokens, IUnitOfWork unitOfWork) : IRequestHandler<RevokeToken, Done>
{
    public async Task<Done> Handle(RevokeToken query, CancellationToken ct)
    {
        if ((await sessions.Find(query.Token, ct) ?? await tokens.SessionOf(query.Token, ct)) is { } session)
        {
            await unitOfWork.InTransaction(() => End(session, ct), ct);
        }
        return new Done();
    }

    private async Task<bool> End(SessionId session, CancellationToken ct)
    {
        await sessions.End(session, ct);
        return true;
    }
}
