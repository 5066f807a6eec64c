using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using OneStop.Application.Pipeline;
using OneStop.Application.Ports;
using OneStop.Domain.Calendar;
using OneStop.Domain.Shared;

namespace OneStop.Api.Http;

/// <summary>The only place where exceptions become answers: <c>application/problem+json</c> with a stable code.</summary>
internal sealed partial class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
        var english = http.RequestServices.GetRequiredService<Caller>().English;
        var problem = Of(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            log.LogError(exception, "Request {Trace} failed", Trace(http));
        }
        await Write(http, problem, english, ct);
        return true;
    }

    /// <summary>Writes a problem that no exception stands for (404 of the router, 405, 415).</summary>
    public static Task WriteStatus(HttpContext http) => WriteStatus(http, retryAfter: 1);

    /// <summary>The same, and after how many seconds it is worth trying again.</summary>
    public static Task WriteStatus(HttpContext http, int retryAfter)
    {
        var english = http.RequestServices.GetRequiredService<Caller>().English;
        return Write(http, OfStatus(http.Response.StatusCode) with { RetryAfter = retryAfter }, english, CancellationToken.None);
    }

    /// <summary>Runs one item of a batch; what it throws becomes its problem.</summary>
    public static async Task<T> Attempt<T>(Func<Task<T>> work, Func<ProblemAnswer, T> refused, bool english)
    {
        try
        {
            return await work();
        }
        catch (Exception e)
        {
            return refused(Shape(Of(e), english, Activity.Current?.Id));
        }
    }

    private static Problem Of(Exception exception) => exception switch
    {
        ValidationException e => Invalid([.. e.Errors.Select(error => new Fault(Path(error.PropertyName), RuleOf(error)))]),
        InvalidInputException e => Invalid(e.Faults),
        BadHttpRequestException e => Unreadable(e),
        SignInRequiredException => new Problem(401, RequestRules.SignedIn),
        UnprovenException e => new Problem(401, e.Rule),
        UnprocessableException e => new Problem(422, e.Rule) { Faults = e.Path is null ? null : [new Fault(e.Path, e.Rule)], IsPortals = true },
        OutsideFaultException e => new Problem(e.Status, e.Rule),
        TooManyException e => new Problem(429, e.Rule),
        ForbiddenException e => new Problem(403, e.Rule),
        NotFoundException e => new Problem(404, e.Rule),
        GoneException e => new Problem(410, e.Rule),
        RuleBrokenException e => new Problem(409, e.Rule),
        MissingCalendarYearException => new Problem(409, CalendarRules.YearIsKnown),
        StaleException e => new Problem(412, RequestRules.VersionCurrent) { Current = e.Current },
        IdempotencyKeyReusedException => new Problem(422, RequestRules.KeyUsedOnce),
        VersionMissingException => new Problem(428, RequestRules.VersionGiven),
        UnavailableException or OperationCanceledException => new Problem(503, RequestRules.Available),
        OutcomeUnknownException => new Problem(503, RequestRules.OutcomeKnown),
        _ => new Problem(500, RequestRules.NoFault),
    };

    private static Problem OfStatus(int status) => new(status, status switch
    {
        401 => RequestRules.SignedIn,
        403 => RequestRules.Permitted,
        404 => RequestRules.RouteExists,
        405 => RequestRules.MethodAllowed,
        413 => RequestRules.BodyWithinLimit,
        415 => RequestRules.MediaTypeSupported,
        416 => RequestRules.RangeSatisfiable,
        429 => RequestRules.WithinRate,
        503 => RequestRules.Available,
        400 => RequestRules.Readable,
        _ => RequestRules.NoFault,
    });

    private static Problem Invalid(IReadOnlyList<Fault> faults) =>
        new(400, faults.Select(f => f.Rule).Distinct().Count() == 1 ? faults[0].Rule : RequestRules.Valid) { Faults = faults };

    private static Problem Unreadable(BadHttpRequestException e)
    {
        if (e.StatusCode != StatusCodes.Status400BadRequest)
        {
            return OfStatus(e.StatusCode);
        }
        if (e.InnerException is JsonException json)
        {
            return UnreadableJson(json);
        }
        return QueryParameter().Match(e.Message) is { Success: true } parameter
            ? Invalid([new Fault(Path(parameter.Groups[1].Value), FieldRules.WellFormed)])
            : new Problem(400, RequestRules.Readable);
    }

    private static Problem UnreadableJson(JsonException e)
    {
        var path = Path((e.Path ?? "").TrimStart('$').TrimStart('.'));
        if (UnmappedMember().Match(e.Message) is { Success: true } member)
        {
            var name = member.Groups[1].Value;
            var full = path.Length == 0 || path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? path : $"{path}.{name}";
            return Invalid([new Fault(full.Length == 0 ? name : full, FieldRules.Known)]);
        }
        if (MissingMembers().Match(e.Message) is { Success: true } missing)
        {
            return Invalid([.. MemberName().Matches(missing.Groups[1].Value).Select(
                name => new Fault(path.Length == 0 ? name.Groups[1].Value : $"{path}.{name.Groups[1].Value}", FieldRules.Required))]);
        }
        return path.Length == 0
            ? new Problem(400, RequestRules.Readable)
            : Invalid([new Fault(path, FieldRules.WellFormed)]);
    }

    private static Rule RuleOf(FluentValidation.Results.ValidationFailure failure) => failure.CustomState as Rule ?? failure.ErrorCode switch
    {
        "NotEmptyValidator" or "NotNullValidator" => FieldRules.Required,
        "MaximumLengthValidator" or "MinimumLengthValidator" or "LengthValidator" or "ExactLengthValidator" => FieldRules.WithinLength,
        "InclusiveBetweenValidator" or "GreaterThanValidator" or "GreaterThanOrEqualValidator" or "LessThanOrEqualValidator" or "LessThanValidator" => FieldRules.WithinRange,
        "EnumValidator" => FieldRules.InList,
        _ => FieldRules.WellFormed,
    };

    /// <summary>A member path as the caller wrote it: <c>Owner.PersonalId</c> becomes <c>owner.personalId</c>.</summary>
    private static string Path(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static async Task Write(HttpContext http, Problem problem, bool english, CancellationToken ct)
    {
        http.Response.Clear();
        http.Response.Headers["API-Version"] = ApiVersion.Current;
        http.Response.StatusCode = problem.Status;
        if (problem.Status is 429 or 503)
        {
            http.Response.Headers.RetryAfter = problem.RetryAfter.ToString(CultureInfo.InvariantCulture);
        }
        if (problem.Status == 401)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }
        var answer = Shape(problem, english, Trace(http));
        if (problem is { Status: 412, Current: > 0 })
        {
            answer = await WithChanges(http, answer, ct);
        }
        await http.Response.WriteAsJsonAsync(answer, null as JsonSerializerOptions, "application/problem+json", ct);
    }

    private static async Task<ProblemAnswer> WithChanges(HttpContext http, ProblemAnswer answer, CancellationToken ct)
    {
        // By now the endpoint and its route values are no longer those of the request: the failure keeps them.
        var failure = http.Features.Get<IExceptionHandlerFeature>();
        http.Request.RouteValues = failure?.RouteValues ?? http.Request.RouteValues;
        var changes = failure?.Endpoint?.Metadata.GetMetadata<ExplainsStaleness>() is { } explains
            ? await explains.ChangesSince(http, ct)
            : null;
        return answer with { Changes = changes };
    }

    private static ProblemAnswer Shape(Problem problem, bool english, string? trace) => new()
    {
        Type = $"/api/v1/errors/{problem.Rule.Code}",
        Title = english ? problem.Rule.English : problem.Rule.Vietnamese,
        Status = problem.Status,
        Detail = english ? problem.Rule.English : problem.Rule.Vietnamese,
        Code = problem.Rule.Code,
        ErrorCode = problem.IsPortals ? "1" : null,
        Message = problem.IsPortals ? (english ? problem.Rule.English : problem.Rule.Vietnamese) : null,
        TraceId = trace,
        LegalBasis = problem.Rule.LegalBasis,
        Current = problem.Current is > 0 ? $"\"{problem.Current}\"" : null,
        Errors = problem.Faults?.GroupBy(fault => fault.Path).ToDictionary(
            group => group.Key, group => group.Select(fault => english ? fault.Rule.English : fault.Rule.Vietnamese).Distinct().ToArray()),
        Faults = problem.Faults?.Select(fault => new ProblemFault(fault.Path, fault.Rule.Code)).Distinct().ToArray(),
    };

    private static string Trace(HttpContext http) => Activity.Current?.Id ?? http.TraceIdentifier;

    [GeneratedRegex("""^Failed to bind parameter "[^"]*? (\w+)" from """)]
    private static partial Regex QueryParameter();

    [GeneratedRegex("""JSON property '([^']+)' could not be mapped""")]
    private static partial Regex UnmappedMember();

    [GeneratedRegex("""missing required properties including: (.+?)\.?( Path:|$)""")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("""'([^']+)'""")]
    private static partial Regex MemberName();

    private sealed record Problem(int Status, Rule Rule)
    {
        public IReadOnlyList<Fault>? Faults { get; init; }

        public int? Current { get; init; }

        /// <summary>Seconds after which it is worth trying again.</summary>
        public int RetryAfter { get; init; } = 1;

        public bool IsPortals { get; init; }
    }
}

/// <summary>Knows what changed since the version a caller had; put on endpoints whose resource has a history.</summary>
internal sealed record ExplainsStaleness(Func<HttpContext, CancellationToken, Task<object?>> ChangesSince);
