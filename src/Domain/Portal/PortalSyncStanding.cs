namespace OneStop.Domain.Portal;

/// <summary>How a dossier stands at the National Public Service Portal — tình trạng đồng bộ hồ sơ lên Cổng Dịch vụ công quốc gia.</summary>
public enum PortalSyncStanding
{
    /// <summary>It waits to be sent — chờ đồng bộ.</summary>
    Pending,

    /// <summary>The portal has it as it stands here — đã đồng bộ.</summary>
    InSync,

    /// <summary>The portal, or the check before it, did not take it — bị từ chối.</summary>
    Rejected,

    /// <summary>A reconciliation found it otherwise there; it is sent again, but not for ever for the same difference — lệch dữ liệu.</summary>
    Differs,

    /// <summary>A message of the portal waits for something here; of a dossier it is only known by the portal's code — thông điệp từ Cổng đang chờ.</summary>
    Parked,

    /// <summary>A message of the portal that will never have an effect here — thông điệp từ Cổng bị từ chối.</summary>
    Refused,
}
