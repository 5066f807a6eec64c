namespace OneStop.Domain.Audit;

/// <summary>On what ground personal data were erased — căn cứ xóa dữ liệu cá nhân.</summary>
public enum ErasureBasis
{
    /// <summary>The term of retention ended — hết thời hạn lưu trữ.</summary>
    Retention,

    /// <summary>The person concerned asked for it — theo yêu cầu của chủ thể dữ liệu.</summary>
    Request,

    /// <summary>A court or an authority decided it — theo quyết định của tòa án, cơ quan có thẩm quyền.</summary>
    Court,
}
