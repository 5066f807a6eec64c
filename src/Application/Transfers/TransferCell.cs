using OneStop.Application.Dossiers;

namespace OneStop.Application.Transfers;

/// <summary>The transfers behind a figure, as an opaque parameter of a list.</summary>
/// <param name="Facts">What it counts; its agency is the receiver, its procedure, field and channel the dossier's.</param>
public sealed record TransferCell(FactCell Facts)
{
    /// <summary>The list of exactly these transfers.</summary>
    public string Link() => $"/api/v1/transfers?cell={CellText.Write(this)}";

    /// <summary>The cell of a link.</summary>
    public static TransferCell Parse(string cell) => CellText.Read<TransferCell>(cell, parsed => ReportCell.IsSound(parsed.Facts));
}
