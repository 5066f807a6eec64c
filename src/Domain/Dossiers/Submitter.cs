namespace OneStop.Domain.Dossiers;

/// <summary>Who hands a dossier in — người nộp hồ sơ.</summary>
public sealed record Submitter : Party
{
    /// <summary>Who the person is at the provider of identities where it signed in; only from clients that may file on behalf.</summary>
    public SubmitterSubject? Subject { get; init; }
}

/// <summary>A person as a provider of electronic identities knows it — chủ thể danh tính điện tử.</summary>
/// <param name="Issuer">The provider, as its tokens name it.</param>
/// <param name="Sub">The person's identifier there.</param>
/// <param name="Level">Level of the electronic identification, 1 or 2; null where not known.</param>
public sealed record SubmitterSubject(string Issuer, string Sub, int? Level = null);
