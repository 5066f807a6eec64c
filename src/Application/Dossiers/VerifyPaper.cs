using FluentValidation;
using MediatR;
using OneStop.Application.Agencies;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;

namespace OneStop.Application.Dossiers;

/// <summary>Whether a receipt or result in hand is what it seems, by its QR code — xác thực giấy tiếp nhận, kết quả.</summary>
[Allows(Permission.Public)]
public sealed record VerifyPaper(string Token) : IQuery<VerifiedView>;

/// <summary>How a paper stands now.</summary>
public enum PaperStanding
{
    /// <summary>Còn giá trị.</summary>
    Valid,

    /// <summary>Hết hạn.</summary>
    Expired,

    /// <summary>Đã được thay thế.</summary>
    Replaced,

    /// <summary>Đã bị thu hồi.</summary>
    Revoked,

    /// <summary>Thử nghiệm, không có giá trị pháp lý.</summary>
    Trial,
}

/// <summary>What anybody may know of a paper: what kind it is, who issued it, when, and whether it still holds. Nothing else.</summary>
/// <param name="IssuedOn">Null of a result that was taken back.</param>
/// <param name="ReplacedByRevision">Revision of the receipt that holds instead.</param>
public sealed record VerifiedView(VerifiedPaper Paper, PaperStanding Standing, string IssuedBy, DateOnly? IssuedOn, int? ReplacedByRevision);

internal sealed class VerifyPaperValidator : AbstractValidator<VerifyPaper>
{
    public VerifyPaperValidator() => RuleFor(q => q.Token).MaximumLength(200);
}

internal sealed class VerifyPaperHandler(IDossierRepository dossiers, IAgencies agencies, LinkedDossiers linked, TimeProvider clock)
    : IRequestHandler<VerifyPaper, VerifiedView>
{
    /// <summary>Stands in for the secret of a dossier that is not there, so that the answer takes as long.</summary>
    private const string NoSecret = "0000000000";

    public async Task<VerifiedView> Handle(VerifyPaper query, CancellationToken ct)
    {
        var token = VerificationToken.Read(query.Token) ?? throw new NotFoundException(DossierRules.Exists);
        var state = (await dossiers.Find(token.Dossier.ToString(), ct))?.State;
        var sealedSo = token.IsSealedAs(query.Token, state?.Details.Receipt?.Secret ?? NoSecret);
        if (!sealedSo || state?.Details.Receipt is not { } receipt)
        {
            throw new NotFoundException(DossierRules.Exists);
        }
        var tree = await agencies.Tree(ct);
        if (token.Paper == VerifiedPaper.Result)
        {
            var (standing, issuedOn) = Result(token.Number, state, VietnamTime.DateOf(clock.GetUtcNow()));
            return new VerifiedView(token.Paper, state.Test ? PaperStanding.Trial : standing, tree.NameOf(state.OriginCompetent ?? state.CompetentAgency), issuedOn, null);
        }
        var revision = (await linked.ReceiptsOf(state, ct))?.Revision ?? receipt.Revision;
        return new VerifiedView(
            token.Paper, state.Test ? PaperStanding.Trial : token.Number < revision ? PaperStanding.Replaced : PaperStanding.Valid, tree.NameOf(state.OriginReceiving ?? state.ReceivingAgency),
            VietnamTime.DateOf(receipt.IssuedAt), token.Number < revision ? revision : null);
    }

    private static (PaperStanding Standing, DateOnly? IssuedOn) Result(int number, DossierState state, DateOnly today)
    {
        var replaced = state.Details.Replaced.Where(conclusion => conclusion.Result is not null).ToArray();
        return number <= replaced.Length
            ? (state.Details.Result is null ? PaperStanding.Revoked : PaperStanding.Replaced, replaced[number - 1].Result?.IssuedOn)
            : (state.Details.Result?.ExpiresOn < today ? PaperStanding.Expired : PaperStanding.Valid, state.Details.Result?.IssuedOn);
    }
}
