using System.Text;

namespace OneStop.Domain.Access;

/// <summary>When two spellings are one name — tên đăng nhập.</summary>
public static class UserName
{
    /// <summary>How the names of accounts begin whose people another issuer signs in; nobody registers such a name.</summary>
    public const string OutsidePrefix = "ext-";

    private const int Longest = 200;

    /// <summary>What all spellings of a name have in common: composed, trimmed, in small letters; null where it is no name at all.</summary>
    public static string? Key(string? name)
    {
        if (name is null or { Length: > Longest })
        {
            return null;
        }
        try
        {
            var key = name.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
            return key.Length is 0 or > Longest ? null : key;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
