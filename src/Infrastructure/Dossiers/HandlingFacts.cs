using OneStop.Domain.Dossiers;
using OneStop.Infrastructure.Persistence;

namespace OneStop.Infrastructure.Dossiers;

/// <summary>
/// Keeps what figures know of a piece of work, each version with the time it was on record: what changes is not overwritten but followed, so
/// that a report as of a past instant finds what stood then. Written by the repositories with the work itself.
/// </summary>
internal sealed class HandlingFacts(DbSession db)
{
    /// <summary>Until when the version stands that nothing followed yet.</summary>
    public static readonly long StillOnRecord = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private const string Insert = """
        INSERT INTO HandlingFacts (Kind, StartedAt, ItemId, RecordedFrom, RecordedUntil, DossierId, GroupId, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
            ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes,
            UsedMinutes, Supplements, Apologised, Papers, Digital, Reused, ElectronicResult)
        VALUES (@Kind, @StartedAt, @ItemId, @RecordedFrom, @StillOnRecord, @DossierId, @Group, @Agency, @AgencyOrigin, @Receiving, @ReceivingOrigin,
            @ProcedureCode, @Field, @Channel, @Official, @Confidential, @Authenticated, @OverdueFrom, @Paused, @ClosedAt, @Closing, @FirstClosing, @Ending, @TermMinutes,
            @UsedMinutes, @Supplements, @Apologised, @Papers, @Digital, @Reused, @ElectronicResult)
        """;

    private const string OfItem = "WHERE Kind = @Kind AND StartedAt = @StartedAt AND ItemId = @ItemId AND RecordedUntil = @StillOnRecord";

    private const string End = $"UPDATE HandlingFacts SET RecordedUntil = @RecordedFrom {OfItem} AND RecordedFrom < @RecordedFrom";

    /// <summary>What stood for no time at all was never on record: it is changed where it stands.</summary>
    private const string Change = $"""
        UPDATE HandlingFacts
        SET GroupId = @Group, Agency = @Agency, AgencyOrigin = @AgencyOrigin, Receiving = @Receiving, ReceivingOrigin = @ReceivingOrigin,
            Official = @Official, OverdueFrom = @OverdueFrom, Paused = @Paused, ClosedAt = @ClosedAt, Closing = @Closing, FirstClosing = @FirstClosing,
            Ending = @Ending, TermMinutes = @TermMinutes, UsedMinutes = @UsedMinutes, Supplements = @Supplements, Apologised = @Apologised,
            Papers = @Papers, Digital = @Digital, Reused = @Reused, ElectronicResult = @ElectronicResult
        {OfItem}
        """;

    private const string Delete = $"DELETE FROM HandlingFacts {OfItem}";

    private const string CopyTaken = $"""
        INSERT INTO HandlingFacts (Kind, StartedAt, ItemId, RecordedFrom, RecordedUntil, DossierId, GroupId, Agency, AgencyOrigin, Receiving, ReceivingOrigin,
            ProcedureCode, Field, Channel, Official, Confidential, Authenticated, OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes,
            UsedMinutes, Supplements, Apologised, Papers, Digital, Reused, ElectronicResult)
        SELECT Kind, StartedAt, ItemId, @At, @Pending, DossierId, GroupId, CASE WHEN Agency = @From THEN @To ELSE Agency END, AgencyOrigin,
            CASE WHEN Receiving = @From THEN @To ELSE Receiving END, ReceivingOrigin, ProcedureCode, Field, Channel, Official, Confidential, Authenticated,
            OverdueFrom, Paused, ClosedAt, Closing, FirstClosing, Ending, TermMinutes, UsedMinutes, Supplements, Apologised, Papers, Digital, Reused,
            ElectronicResult
        FROM HandlingFacts
        {OfItem} AND RecordedFrom < @At AND (Agency = @From OR Receiving = @From)
        """;

    private const string EndTaken = $"UPDATE HandlingFacts SET RecordedUntil = @At {OfItem} AND RecordedFrom < @At";

    private const string ChangeTaken = $"""
        UPDATE HandlingFacts
        SET Agency = CASE WHEN Agency = @From THEN @To ELSE Agency END, Receiving = CASE WHEN Receiving = @From THEN @To ELSE Receiving END
        {OfItem}
        """;

    private const string Confirm = """
        UPDATE HandlingFacts
        SET RecordedUntil = @StillOnRecord
        WHERE Kind = @Kind AND StartedAt = @StartedAt AND ItemId = @ItemId AND RecordedUntil = @Pending
        """;

    /// <summary>What is known from an instant on, in place of what was known before; nothing where that is the same.</summary>
    public async Task Keep(HandlingFact? before, HandlingFact? now, DateTimeOffset at, CancellationToken ct)
    {
        if (before == now)
        {
            return;
        }
        var row = new FactRow(now ?? before!, at);
        if (before is null)
        {
            await db.Execute(Insert, row, ct);
        }
        else if (await db.Execute(End, row, ct) == 0)
        {
            await db.Execute(now is null ? Delete : Change, row, ct);
        }
        else if (now is not null)
        {
            await db.Execute(Insert, row, ct);
        }
    }

    /// <summary>The work goes to the agency that took another one's place; where it came to stays written down.</summary>
    public async Task TakeOver(FactKind kind, TakenWork taken, CancellationToken ct)
    {
        var move = new { Kind = kind, taken.StartedAt, ItemId = Bytes(taken.Item), StillOnRecord, Pending = StillOnRecord - 1, taken.At, taken.From, taken.To };
        if (await db.Execute(CopyTaken, move, ct) == 0)
        {
            await db.Execute(ChangeTaken, move, ct);
            return;
        }
        await db.Execute(EndTaken, move, ct);
        await db.Execute(Confirm, move, ct);
    }

    private static byte[] Bytes(Guid item) => item.ToByteArray(bigEndian: true);
}
