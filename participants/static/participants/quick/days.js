// Days as a form sends them (2026-01-31), and days and times as people read them.

export function today(daysLater = 0) {
  const day = new Date();
  day.setDate(day.getDate() + daysLater);
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
}

export function inWords(moment, how) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, how).format(moment);
}

export const DAY = { weekday: "short", day: "numeric", month: "short" };
export const MOMENT = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
