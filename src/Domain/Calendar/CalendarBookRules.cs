using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>Rules of keeping calendars — quy tắc quản lý lịch.</summary>
public static class CalendarBookRules
{
    public static readonly Rule YearExists = new(
        "calendar.year-exists", "Chưa có lịch làm việc của năm này.", "There is no calendar for this year.");

    public static readonly Rule YearIsNew = new(
        "calendar.year-is-new", "Đã có lịch làm việc của năm này.", "There is a calendar for this year already.");

    public static readonly Rule TemplateExists = new(
        "calendar.template-exists", "Không có lịch tuần này.", "There is no such weekly template.");

    public static readonly Rule TemplateIsNew = new(
        "calendar.template-is-new", "Đã có lịch tuần mang tên này.", "There is a weekly template of this name already.");
}
