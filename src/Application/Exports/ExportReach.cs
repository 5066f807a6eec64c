using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OneStop.Domain.Access;
using OneStop.Domain.Agencies;

namespace OneStop.Application.Exports;

/// <summary>
/// What gives an account its reach, a digest for each part of it: a post with the agencies below it, the grant of a client, whom it stands for.
/// As long as all parts are still there, the account may see what was drawn under them, whatever it gained since.
/// </summary>
internal static class ExportReach
{
    public static IReadOnlyList<string> Of(Actor actor, AgencyTree tree) =>
        [.. Parts(actor, tree).Select(Digest).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether an account that has this reach may see what was drawn under that one.</summary>
    public static bool Holds(IReadOnlyList<string>? drawnUnder, IReadOnlyList<string> now) => drawnUnder?.All(now.Contains) == true;

    private static IEnumerable<object?[]> Parts(Actor actor, AgencyTree tree)
    {
        foreach (var post in actor.Posts)
        {
            yield return ["post", post.Role, post.Agency, post.Division, Below(tree, post.Agency)];
        }
        if (actor.Grant is { } grant)
        {
            yield return ["grant", grant.Scopes.Order(), grant.Agencies, grant.Procedures, grant.Test, grant.Agencies?.Select(code => Below(tree, code))];
        }
        foreach (var covered in actor.Covers)
        {
            yield return ["covers", covered.Value];
        }
        foreach (var one in actor.Represents)
        {
            yield return ["represents", one.Principal.Value, one.Procedures];
        }
    }

    private static IEnumerable<string> Below(AgencyTree tree, string? agency) => agency is null ? [] : tree.Subtree(agency).Order(StringComparer.Ordinal);

    private static string Digest(object?[] part) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(part))).AsSpan(0, 12));
}
