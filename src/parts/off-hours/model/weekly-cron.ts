const NAMES = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/**
 * Minutes after the beginning of Monday at which an expression of EventBridge Scheduler is due; undefined for one that is
 * not the same in every week, or that is not read.
 */
export function weeklyOfScheduler(expression: string): readonly number[] | undefined {
  const fields = /^cron\((.*)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/) ?? [];
  const [minute = "", hour = "", dayOfMonth = "", month, days = "", year] = fields;
  const isWeekly = fields.length === 6 && month === "*" && year === "*" && /^[?*]$/.test(dayOfMonth);
  // one of the two fields for days must be ?
  if (!isWeekly || (dayOfMonth === "?") === (days === "?")) return undefined;
  return timesOf(minute, hour, days);
}

/**
 * Minutes after the beginning of Monday at which a schedule of a CronJob is due; undefined for one that is not the same in
 * every week, or that is not read.
 */
export function weeklyOfKubernetes(schedule: string): readonly number[] | undefined {
  const fields = schedule.trim().split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month, days = ""] = fields;
  const isWeekly = fields.length === 5 && month === "*" && /^[?*]$/.test(dayOfMonth);
  // numbers of days begin at 0 with Sunday, and not at 1
  const named = days.replace(/\d+/g, (day) => KUBERNETES_DAYS[Number(day)] ?? day);
  return isWeekly && !/\d/.test(named) ? timesOf(minute, hour, named) : undefined;
}

const KUBERNETES_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

function timesOf(minute: string, hour: string, days: string): readonly number[] | undefined {
  const [at, of] = [within(minute, 59), within(hour, 23)];
  const list = daysOf(days);
  if (at === undefined || of === undefined || list === undefined) return undefined;
  return list.map((day) => (day * 24 + of) * 60 + at);
}

function within(field: string, most: number): number | undefined {
  const value = /^\d{1,2}$/.test(field) ? Number(field) : NaN;
  return value <= most ? value : undefined;
}

/** Days from Monday, sorted: `*`, or days and ranges of days. */
function daysOf(field: string): readonly number[] | undefined {
  if (field === "*" || field === "?") return NAMES.map((_, day) => day);
  const found = new Set<number>();
  for (const item of field.split(",")) {
    const [first = "", last = first, ...more] = item.split("-");
    const [from, to] = [dayOf(first), dayOf(last)];
    if (from === undefined || to === undefined || more.length > 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === to) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** A day from Monday, by its name or by its number, which begins at 1 with Sunday. */
function dayOf(word: string): number | undefined {
  const named = NAMES.indexOf(word.toUpperCase());
  if (named >= 0) return named;
  return /^[1-7]$/.test(word) ? (Number(word) + 5) % 7 : undefined;
}
