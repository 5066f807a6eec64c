namespace OneStop.Domain.Access;

/// <summary>How somebody is reached — cách liên hệ.</summary>
public enum ContactKind
{
    /// <summary>Điện thoại.</summary>
    Phone,

    /// <summary>Thư điện tử.</summary>
    Email,
}
