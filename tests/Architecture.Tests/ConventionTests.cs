using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using OneStop.Application;
using OneStop.Application.Pipeline;
using OneStop.Domain.Shared;
using OneStop.Infrastructure;

namespace OneStop.Architecture.Tests;

public sealed partial class ConventionTests
{
    private static readonly Assembly[] Assemblies = [typeof(Rule).Assembly, typeof(Permission).Assembly, typeof(InfrastructureServices).Assembly, typeof(Program).Assembly];
    private static readonly Type[] Types = [.. Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.Name.Contains('<', StringComparison.Ordinal))];
    private static readonly Type[] Handlers = [.. Types.Where(type => type is { IsAbstract: false } && Handled(type).Any())];

    [Test]
    public void Every_request_names_its_permission_and_has_one_handler()
    {
        var requests = Types.Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IBaseRequest).IsAssignableFrom(type)).ToArray();
        Assert.That(requests, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(requests.Where(request => !request.IsDefined(typeof(AllowsAttribute))), Is.Empty, "no [Allows]");
            Assert.That(requests.Where(request => Handlers.SelectMany(Handled).Count(handled => handled == request) != 1), Is.Empty, "not one handler");
            Assert.That(requests.Where(request => !request.IsSealed), Is.Empty, "not sealed");
        });
    }

    [Test]
    public void An_answer_with_a_secret_says_so_and_is_kept_under_no_key() => Assert.That(
        Types.Where(type => type.GetProperty("Secret") is { PropertyType: var kept } && kept == typeof(string)
                && Types.Any(request => request.GetInterfaces().Any(contract => contract.IsGenericType
                    && contract.GetGenericTypeDefinition() == typeof(ICommand<>) && contract.GetGenericArguments()[0] == type)))
            .Where(answer => !typeof(IHoldsSecret).IsAssignableFrom(answer)),
        Is.Empty);

    [Test]
    public void Handlers_validators_and_repositories_are_internal_and_sealed()
    {
        var ours = Handlers.Concat(Types.Where(type => type is { IsAbstract: false, IsInterface: false }
            && (typeof(IValidator).IsAssignableFrom(type) || (type.Name.EndsWith("Repository", StringComparison.Ordinal) && type.Assembly == typeof(InfrastructureServices).Assembly))));
        Assert.That(ours.Where(type => type.IsVisible || !type.IsSealed), Is.Empty);
    }

    [Test]
    public void Handlers_decide_nothing_by_data_access_of_their_own() => Assert.That(
        Handlers.SelectMany(handler => handler.GetConstructors().Single().GetParameters().Select(p => (handler, p.ParameterType)))
            .Where(pair => pair.ParameterType.Namespace!.StartsWith("OneStop.Infrastructure", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void Constructors_take_five_things_at_most()
    {
        // The collaborators of one dossier action, gathered once for all handlers; the first load; what a token stands for, from caches and clocks; keys, secrets and life of tokens.
        string[] larger = ["DossierDesk", "SampleData", "DemoAccounts", "Standings", "Tokens"];
        Assert.That(
            Types.Where(type => type is { IsClass: true } && !IsRecord(type) && !typeof(Exception).IsAssignableFrom(type) && !larger.Contains(type.Name))
                .Where(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(constructor => constructor.GetParameters().Length > 5)),
            Is.Empty);
    }

    [Test]
    public void Only_domain_and_infrastructure_build_a_state() => Assert.That(
        Sources.All.Where(file => file.Layer is "Application" or "Api")
            .SelectMany(file => file.Lines.Where(line => NewState().IsMatch(line)).Select(line => $"{file.Name}: {line.Trim()}")),
        Is.Empty);

    [Test]
    public void Nothing_is_named_after_nothing() => Assert.That(
        Types.Select(type => type.Name).Where(name => Banned().IsMatch(name)), Is.Empty);

    [Test]
    public void Folders_are_named_after_the_business() => Assert.That(
        Sources.All.Select(file => Path.GetDirectoryName(file.Name)!.Split('/')[^1]).Distinct()
            .Intersect(["Common", "Helpers", "Utils", "Models", "Dtos", "Interfaces", "Commands", "Queries", "Handlers", "Services"]), Is.Empty);

    [Test]
    public void Rules_have_codes_of_their_own_and_both_languages()
    {
        var rules = Types.Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public)).Where(field => field.FieldType == typeof(Rule))
            .Select(field => (Field: field, Rule: (Rule)field.GetValue(null)!)).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(rules.Select(rule => rule.Rule.Code), Is.Unique);
            Assert.That(rules.Where(rule => !Code().IsMatch(rule.Rule.Code)).Select(rule => rule.Rule.Code), Is.Empty, "kebab-case after the subject");
            Assert.That(rules.Where(rule => !IsSentence(rule.Rule.Vietnamese) || !IsSentence(rule.Rule.English)).Select(rule => rule.Rule.Code), Is.Empty, "a sentence in both");
            Assert.That(rules.Where(rule => rule.Rule.Vietnamese.All(char.IsAscii)).Select(rule => rule.Rule.Code), Is.Empty, "Vietnamese is written with its accents");
            Assert.That(Types.SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)).Where(field => field.FieldType == typeof(Rule))
                .Except(rules.Select(rule => rule.Field)), Is.Empty, "rules stand in tables");
        });
    }

    [Test]
    public void Every_rule_is_demanded_somewhere()
    {
        var text = string.Concat(Sources.All.SelectMany(file => file.Lines));
        Assert.That(
            Types.Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal)).SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
                .Where(field => field.FieldType == typeof(Rule)).Select(field => $"{field.DeclaringType!.Name}.{field.Name}").Where(name => !text.Contains(name, StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public void Time_comes_from_the_clock_that_is_given() => Assert.That(
        Sources.All.SelectMany(file => file.Lines.Where(line => MachineTime().IsMatch(line)).Select(line => $"{file.Name}: {line.Trim()}")), Is.Empty);

    private static IEnumerable<Type> Handled(Type type) => type.GetInterfaces()
        .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)).Select(contract => contract.GetGenericArguments()[0]);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsSentence(string text) => text.EndsWith('.') && char.IsUpper(text[0]);

    [GeneratedRegex(@"new (Dossier|Procedure|Account|Transfer)State\b")]
    private static partial Regex NewState();

    [GeneratedRegex("Helper|Util|Manager|Dto$|Impl$|ViewModel|(?<!Time)Service$")]
    private static partial Regex Banned();

    [GeneratedRegex("^[a-z][a-zA-Z]*\\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|DateTime\.Today")]
    private static partial Regex MachineTime();
}
