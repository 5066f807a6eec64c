namespace OneStop.Domain.Access;

/// <summary>What somebody may be at an agency — vai trò.</summary>
public enum Role
{
    /// <summary>Takes dossiers in at the one-stop desk — công chức tiếp nhận.</summary>
    Reception,

    /// <summary>Works on dossiers — công chức thụ lý.</summary>
    Handler,

    /// <summary>Head of a division — trưởng phòng.</summary>
    Head,

    /// <summary>Decides and signs — lãnh đạo.</summary>
    Leader,

    /// <summary>Numbers and seals results — văn thư.</summary>
    Clerk,

    /// <summary>Hands results out — công chức trả kết quả.</summary>
    ReturnDesk,

    /// <summary>Head of the one-stop office — phụ trách bộ phận Một cửa.</summary>
    OneStopHead,

    /// <summary>Administers accounts and settings of an agency — quản trị đơn vị.</summary>
    AgencyAdmin,

    /// <summary>Controls procedures: reports, evaluation, audit — kiểm soát thủ tục hành chính.</summary>
    ProcedureControl,

    /// <summary>Edits the catalogue of procedures — biên tập danh mục thủ tục hành chính.</summary>
    CatalogueEditor,

    /// <summary>Administers the whole installation — quản trị hệ thống.</summary>
    SystemAdmin,

    /// <summary>Citizen or enterprise — công dân, tổ chức.</summary>
    Citizen,
}
