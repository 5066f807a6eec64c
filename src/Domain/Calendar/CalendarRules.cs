using OneStop.Domain.Shared;

namespace OneStop.Domain.Calendar;

/// <summary>Every rule a calendar obeys, in one table — quy tắc về lịch làm việc.</summary>
public static class CalendarRules
{
    public static readonly Rule DateIsInYear = new(
        "calendar.date-is-in-year", "Ngày phải thuộc năm của lịch.", "The date must lie in the year of the calendar.");

    public static readonly Rule DateIsListedOnce = new(
        "calendar.date-is-listed-once", "Mỗi ngày chỉ được khai một lần.", "Each date is listed once.");

    public static readonly Rule WeekdayDate = new(
        "calendar.weekday-date", "Ngày nghỉ phải rơi vào các ngày từ thứ Hai đến thứ Sáu.", "A day off must fall on Monday to Friday.");

    public static readonly Rule WeekendDate = new(
        "calendar.weekend-date", "Ngày phải là thứ Bảy hoặc Chủ nhật.", "The date must be a Saturday or a Sunday.");

    public static readonly Rule CompensatesAWeekendHoliday = new(
        "calendar.compensates-a-weekend-holiday", "Ngày nghỉ bù phải ứng với một ngày lễ trùng ngày nghỉ hằng tuần.",
        "A compensatory day off must make up for a holiday on a weekend.", "Bộ luật Lao động 2019, Điều 111 khoản 3");

    public static readonly Rule SwapHasTwoSides = new(
        "calendar.swap-has-two-sides", "Ngày nghỉ hoán đổi và ngày làm bù phải ứng với nhau.",
        "A swapped day off and its worked day must name each other.");

    public static readonly Rule TemplateHasAName = new(
        "calendar.template-has-a-name", "Lịch tuần phải có tên.", "A weekly template must have a name.");

    public static readonly Rule WeekdayHasHours = new(
        "calendar.weekday-has-hours", "Các ngày từ thứ Hai đến thứ Sáu phải có giờ làm việc.", "Monday to Friday must have working hours.");

    public static readonly Rule SessionsAreInOrder = new(
        "calendar.sessions-are-in-order", "Các buổi làm việc phải theo thứ tự, không chồng nhau, tính tròn phút.",
        "Sessions must be in order, apart from each other, and in whole minutes.");

    public static readonly Rule YearIsKnown = new(
        "calendar.year-is-known", "Chưa có lịch làm việc của năm mà thời hạn chạy tới.", "There is no calendar for a year the term runs into.");
}
