using System.Text;
using OneStop.Domain.Shared;

namespace OneStop.Domain.Access;

/// <summary>How the data of people are written, checked and shown to others — dữ liệu cá nhân của tài khoản.</summary>
public static class PersonalData
{
    private const int ShownDigits = 3;

    /// <summary>The data as they are kept: contacts in one spelling, numbers that can be true.</summary>
    internal static AccountDetails Checked(AccountDetails details, AccountKind kind, DateTimeOffset now)
    {
        var normal = details with { Phone = Phone(details.Phone), Email = Email(details.Email) };
        var faults = Faults(normal, kind, VietnamTime.DateOf(now)).ToArray();
        return faults.Length == 0 ? normal : throw new InvalidInputException(faults);
    }

    /// <summary>Digits alone, in the national form.</summary>
    public static string? Phone(string? text)
    {
        if (text is null)
        {
            return null;
        }
        var digits = string.Concat(text.Where(c => c is not (' ' or '.' or '-' or '(' or ')')));
        return digits.StartsWith("+84", StringComparison.Ordinal) ? string.Concat("0", digits.AsSpan(3)) : digits;
    }

    /// <summary>Composed, without blanks around it, the domain in small letters.</summary>
    public static string? Email(string? text)
    {
        var address = text?.Normalize(NormalizationForm.FormC).Trim();
        return address?.LastIndexOf('@') is > 0 and var at ? address[..at] + address[at..].ToLowerInvariant() : address;
    }

    /// <summary>A number as it is shown to those who do not need it: its last three characters.</summary>
    public static string? MaskedNumber(string? number) =>
        number is null ? null : number.Length <= ShownDigits ? new string('*', number.Length) : new string('*', number.Length - ShownDigits) + number[^ShownDigits..];

    /// <summary>An address of mail as it is shown to those who do not need it: its first letter and its domain.</summary>
    public static string? MaskedEmail(string? address) =>
        address?.LastIndexOf('@') is > 0 and var at ? $"{address[0]}***{address[at..]}" : address is null ? null : "***";

    private static IEnumerable<Fault> Faults(AccountDetails details, AccountKind kind, DateOnly today)
    {
        if (details.Phone is not null && !Identifiers.IsPhone(details.Phone))
        {
            yield return new Fault("phone", AccessRules.PhoneIsTrue);
        }
        if (details.PersonalId is not null && (kind != AccountKind.Citizen || !Identifiers.IsPersonalId(details.PersonalId, today)))
        {
            yield return new Fault("personalId", kind == AccountKind.Citizen ? AccessRules.PersonalIdIsTrue : AccessRules.NumberFitsKind);
        }
        if (details.TaxCode is not null && (kind != AccountKind.Enterprise || !Identifiers.IsTaxCode(details.TaxCode, today)))
        {
            yield return new Fault("taxCode", kind == AccountKind.Enterprise ? AccessRules.TaxCodeIsTrue : AccessRules.NumberFitsKind);
        }
    }
}
