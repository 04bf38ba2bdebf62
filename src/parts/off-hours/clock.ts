/** Days of a week, in the order of the file. */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

export const MINUTES_A_DAY = 24 * 60;

/** Minutes since midnight of a time `HH:MM`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** A time `HH:MM` from minutes since midnight. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/**
 * The problem of the name of a time zone; undefined for one of the IANA database. EventBridge
 * Scheduler and Kubernetes look names up with their case (EventBridge Scheduler user guide,
 * "schedule-types"; Kubernetes, "CronJob", read 2026-11-21).
 */
export function timezoneProblem(name: string): "unknown" | { readonly written: string } | undefined {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return "unknown";
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    const isOtherCase = timeZone !== name && timeZone.toLowerCase() === name.toLowerCase();
    if (isOtherCase) return { written: timeZone };
    return timeZone === name || /^[A-Z]/.test(name) ? undefined : "unknown";
  } catch {
    return "unknown";
  }
}

/** Minutes from the stop of the models to the stop of the nodes, in which their pods end. */
export const NODES_AFTER_MINUTES = 10;
