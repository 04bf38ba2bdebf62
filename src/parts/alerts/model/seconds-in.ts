const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Seconds of a time of Prometheus such as `1h30m`; undefined if it is none. */
export function secondsIn(time: string): number | undefined {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(time)) return time === "0" ? 0 : undefined;
  return [...time.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0),
    0,
  );
}

/** Whether a time is no longer than another one; false if it is none. */
export const isAtMost = (time: string, most: string): boolean =>
  (secondsIn(time) ?? Infinity) <= (secondsIn(most) ?? 0);
