using OneStop.Domain.Access;

namespace OneStop.Api.Tests.Catalogue;

public sealed class CalendarEndpointTests
{
    private readonly CatalogueApi api = new();

    private HttpClient Admin => api.As(Role.SystemAdmin);

    [OneTimeTearDown]
    public void Close() => api.Dispose();

    [Test]
    public async Task A_year_is_shown_laid_down_and_changed()
    {
        await api.Anonymous.Get("/calendar/2028", 404);
        await Admin.Send("POST", "/calendar/2028", new { daysOff = new[] { new { date = "2028-01-01", name = "Tết Dương lịch", kind = "holiday", verified = false } } }).Json(400);
        await Admin.Send("POST", "/calendar/2028", new { daysOff = new[] { new { date = "2028-05-01", name = "Ngày Quốc tế Lao động", kind = "holiday", verified = false } } }).Json(201);
        await Admin.Send("POST", "/calendar/2028", new { daysOff = Array.Empty<object>() }).Json(409);

        await Admin.Send("PUT", "/calendar/days/2028-05-02", new { kind = "swap", name = "Nghỉ hoán đổi", other = "2028-05-06" }).Json(428);
        await Admin.Send("PUT", "/calendar/days/2028-05-02", new { kind = "swap", name = "Nghỉ hoán đổi" }, ifMatch: 1).Json(400);
        var swapped = await Admin.Send("PUT", "/calendar/days/2028-05-02", new { kind = "swap", name = "Nghỉ hoán đổi", other = "2028-05-06" }, ifMatch: 1).Json();
        var plain = await Admin.Send("PUT", "/calendar/days/2028-05-06", new { kind = "plain" }, ifMatch: 2).Json();

        Assert.That((string)swapped["workedDays"]![0]!["date"]!, Is.EqualTo("2028-05-06"));
        Assert.That(plain["workedDays"]!.AsArray(), Is.Empty);
        Assert.That(plain["daysOff"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_changed_day_moves_the_dates_that_are_calculated()
    {
        object query = new { limit = new { value = 1, unit = "workingDay" }, agency = "H24.141", from = "2027-06-14T09:00:00+07:00" };
        var before = await api.Anonymous.Send("POST", "/deadlines/calculate", query).Json();
        var year = await api.Anonymous.Get("/calendar/2027");
        await Admin.Send("PUT", "/calendar/days/2027-06-15", new { kind = "holiday", name = "Ngày nghỉ" }, ifMatch: (int)year["version"]!).Json();
        var after = await api.Anonymous.Send("POST", "/deadlines/calculate", query).Json();

        Assert.That((string)before["dueAt"]!, Does.StartWith("2027-06-15"));
        Assert.That((string)after["dueAt"]!, Does.StartWith("2027-06-16"));
    }

    [Test]
    public async Task Templates_are_listed_entered_and_changed()
    {
        var days = new Dictionary<string, object>();
        foreach (var day in new[] { "monday", "tuesday", "wednesday", "thursday", "friday" })
        {
            days[day] = new[] { new { from = "08:00", to = "12:00" }, new { from = "13:00", to = "17:00" } };
        }
        await Admin.Send("PUT", "/calendar/templates/late", new { days }).Json();
        await Admin.Send("PUT", "/calendar/templates/late", new { days }).Json(428);
        var changed = await Admin.Send("PUT", "/calendar/templates/late", new { days, note = "giờ mùa đông" }, ifMatch: 1).Json();
        days.Remove("monday");
        await Admin.Send("PUT", "/calendar/templates/late", new { days }, ifMatch: 2).Json(400);

        Assert.That((int)changed["version"]!, Is.EqualTo(2));
        Assert.That((await api.Anonymous.Get("/calendar/templates"))["items"]!.AsArray(), Has.Count.GreaterThanOrEqualTo(6));
    }

    [TestCase("1.009994", "H17.25.40", "2018-06-01T09:00:00+07:00", "2018-06-18")]
    [TestCase("2.000815", "H05.122", "2026-03-02T15:30:00+07:00", "2026-03-03")]
    [TestCase("1.001612", "H17.25", "2018-12-28T09:00:00+07:00", "2019-01-04")]
    public async Task The_calculator_answers_for_a_procedure(string procedure, string agency, string from, string due)
    {
        var deadline = await api.Anonymous.Send("POST", "/deadlines/calculate", new { procedure, agency, from }).Json();

        Assert.That((string)deadline["dueAt"]!, Does.StartWith(due), deadline.ToJsonString());
        Assert.That((string)deadline["explanation"]!, Is.Not.Empty);
    }

    [TestCase("""{"agency":"H17.25","from":"2018-06-01T09:00:00+07:00"}""", 400, "procedure")]
    [TestCase("""{"procedure":"1.001612","agency":"H99","from":"2018-06-01T09:00:00+07:00"}""", 400, "agency")]
    [TestCase("""{"procedure":"1.013978","agency":"H42.121","from":"2026-06-01T09:00:00+07:00"}""", 400, "case")]
    [TestCase("""{"limit":{"value":0,"unit":"hour"},"agency":"H42.121","from":"2026-06-01T09:00:00+07:00"}""", 400, "limit")]
    [TestCase("""{"limit":{"value":20,"unit":"workingDay"},"agency":"H42.121","from":"2031-12-20T09:00:00+07:00"}""", 409, null)]
    public async Task What_cannot_be_calculated_is_refused(string body, int status, string? field)
    {
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var problem = await api.Anonymous.PostAsync(new Uri("/api/v1/deadlines/calculate", UriKind.Relative), content).Json(status);

        Assert.That(field is null || problem["errors"]![field] is not null, problem.ToJsonString());
    }
}
