using OneStop.Domain.Shared;

namespace OneStop.Application.Changes;

/// <summary>Every rule of following the feed, in one table.</summary>
public static class ChangeRules
{
    /// <summary>Events that a live list begins behind the end of the feed, at most.</summary>
    public const int MostBehind = 10_000;

    public static readonly Rule PositionIsWritten = new(
        "change.position-is-written", "Vị trí nằm sau biến động cuối cùng: dữ liệu đã được phục hồi từ bản sao lưu cũ hơn. Hãy đồng bộ lại từ đầu.",
        "The position lies behind the last event: the data was restored from an older backup. Begin again with a first synchronisation.");

    public static readonly Rule PositionIsNear = new(
        "change.position-is-near", "Danh sách trực tiếp chỉ bắt đầu gần biến động cuối cùng. Hãy đọc lại danh sách hồ sơ.",
        "A live list begins near the last event only. Read the list of dossiers anew.");
}
