using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OneStop.Domain.Audit;
using OneStop.Domain.Dossiers;
using OneStop.Domain.Shared;
using OneStop.Domain.Transfers;

namespace OneStop.Domain.Tests.Dossiers;

/// <summary>
/// A dossier in which every text there can be says something: what is left after the erasure is named here, so that a new member of a
/// dossier must say whether it is personal.
/// </summary>
public sealed class ErasureTests
{
    private const string Something = "Zq-personal";

    private static readonly DateTimeOffset Now = new(2046, 3, 2, 2, 0, 0, VietnamTime.Offset);

    /// <summary>Codes of the catalogue and of agencies, kinds, hashes, and the public act of whoever signed the result.</summary>
    private static readonly string[] Left =
    [
        "Parts.Component", "Reused", "Parts.Documents.MediaType", "Parts.Documents.Sha256", "Route", "CalendarTemplate",
        "Clock.Terms.LegalBasis", "Clock.Entries.Actor", "Clock.Entries.Rule", "Clock.Entries.Calendar", "Steps.Step",
        "Legs.Step", "Legs.ParallelGroup", "Legs.Agency", "Legs.Returned.MediaType", "Legs.Returned.Sha256",
        "Supplements.RequestedBy", "Supplements.Defects.Component", "Supplements.Defects.Code", "Supplements.Answers.Part.Component",
        "Supplements.Answers.Part.Documents.MediaType", "Supplements.Answers.Part.Documents.Sha256", "Supplements.ReplacedParts.Component",
        "Supplements.ReplacedParts.Documents.MediaType", "Supplements.ReplacedParts.Documents.Sha256", "Obligations.Kind",
        "Refusal.Component", "Refusal.Code", "Decision.Document.MediaType", "Decision.Document.Sha256",
        "Result.TypeCode", "Result.Number", "Result.Signer", "Result.Document.MediaType", "Result.Document.Sha256",
        "Replaced.Decision.Document.MediaType", "Replaced.Decision.Document.Sha256", "Replaced.Result.TypeCode", "Replaced.Result.Number",
        "Replaced.Result.Signer", "Replaced.Result.Document.MediaType", "Replaced.Result.Document.Sha256", "Corrections.Fields",
        "Group.Secret", "Receipt.Secret",
    ];

    private static readonly string[] LeftInTransfer =
    [
        "Clock.Terms.LegalBasis", "Clock.Entries.Actor", "Clock.Entries.Rule", "Clock.Entries.Calendar", "CalendarTemplate",
        "Documents.MediaType", "Documents.Sha256", "Trail", "Result.Result.TypeCode", "Result.Result.Number", "Result.Result.Signer",
        "Result.Result.Document.MediaType", "Result.Result.Document.Sha256", "Result.Documents.MediaType", "Result.Documents.Sha256",
    ];

    [Test]
    public void Of_a_dossier_codes_and_the_result_are_left()
    {
        var dossier = new Dossier(Full<DossierState>() with { ClosedAt = Now.AddYears(-20), ErasedAt = null });
        dossier.Erase(ErasureBasis.Retention, null, Now);
        Assert.Multiple(() =>
        {
            Assert.That(Texts(dossier.State.Details, "").Distinct().Order(StringComparer.Ordinal), Is.EqualTo(Left.Order(StringComparer.Ordinal)));
            Assert.That(dossier.State.Details.FormData, Is.Null);
            Assert.That(dossier.State.OwnerAccount, Is.Null);
            Assert.That(dossier.State.ErasedAt, Is.EqualTo(Now));
            Assert.That(dossier.Recorded.Select(recorded => recorded.Event), Is.EqualTo(new[] { new DossierErased(ErasureBasis.Retention) }));
        });
    }

    [Test]
    public void Of_a_transfer_codes_and_the_result_are_left([Values] bool ofTheRoute)
    {
        var transfer = new InterAgencyTransfer(Full<TransferState>() with { StepKey = ofTheRoute ? "xac-minh" : null });
        transfer.Erase(Now);
        Assert.That(
            Texts(transfer.State.Details with { InnerSteps = [] }, "").Distinct().Order(StringComparer.Ordinal),
            Is.EqualTo(LeftInTransfer.Concat(ofTheRoute ? ["Task"] : Array.Empty<string>()).Order(StringComparer.Ordinal)));
    }

    [Test]
    public void What_runs_is_not_erased_and_nothing_twice()
    {
        var running = new Dossier(Full<DossierState>() with { ClosedAt = null, ErasedAt = null });
        Assert.That(() => running.Erase(ErasureBasis.Court, "x", Now), Breaks.Rule(ErasureRules.DossierHasEnded));
        var erased = new Dossier(Full<DossierState>() with { ClosedAt = Now, ErasedAt = Now });
        Assert.That(() => erased.Erase(ErasureBasis.Court, "x", Now), Breaks.Rule(ErasureRules.IsNotErased));
    }

    private static T Full<T>() => (T)Full(typeof(T), 0)!;

    /// <summary>A value of a type in which every text says something and every list has one item.</summary>
    private static object? Full(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return Something;
        }
        if (type == typeof(JsonElement))
        {
            return JsonSerializer.SerializeToElement(new { name = Something });
        }
        if (type.IsValueType && (type.IsPrimitive || type.IsEnum || type.Namespace == "System" || type.GetInterfaces().Any(i => i.Name.StartsWith("IEntityId", StringComparison.Ordinal))))
        {
            return type == typeof(DateTimeOffset) ? Now : Activator.CreateInstance(type);
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, depth > 8 ? 0 : 1);
            if (list.Length > 0)
            {
                list.SetValue(Full(item, depth + 1), 0);
            }
            return list;
        }
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            property.SetValue(made, Full(property.PropertyType, depth + 1));
        }
        return made;
    }

    /// <summary>Paths of the members that still say something.</summary>
    private static IEnumerable<string> Texts(object? value, string path) => value switch
    {
        null => [],
        string text => text.Contains(Something, StringComparison.Ordinal) ? [path] : [],
        JsonElement json => json.GetRawText().Contains(Something, StringComparison.Ordinal) ? [path] : [],
        IEnumerable items => items.Cast<object?>().SelectMany(item => Texts(item, path)),
        _ when value.GetType().Namespace?.StartsWith("OneStop", StringComparison.Ordinal) == true => value.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
            .SelectMany(property => Texts(property.GetValue(value), path.Length == 0 ? property.Name : $"{path}.{property.Name}")),
        _ => [],
    };
}
