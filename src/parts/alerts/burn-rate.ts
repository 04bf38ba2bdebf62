/**
 * Windows in which an error budget of 30 days is used too fast. An alert fires while both windows exceed the rate: the long one
 * shows that it matters, the short one that it lasts.
 *
 * Source: Google SRE Workbook, "Alerting on SLOs", for factors and windows, as others quote them (read 2026-11-22).
 */
export const BURN_RATES = [
  { severity: "critical", factor: 14.4, long: "1h", short: "5m", uses: "2 % of the budget in an hour" },
  { severity: "warning", factor: 6, long: "6h", short: "30m", uses: "5 % of the budget in six hours" },
] as const;

/** The least percent of good requests with which even the fastest rate is a part of all requests. */
export const LEAST_PERCENT = Math.ceil(100 - 100 / Math.max(...BURN_RATES.map(({ factor }) => factor)));

/** Least bad requests in the long window. One failed request of two at night wakes nobody. */
const LEAST_BAD = 10;

/** Bad and all requests of a window, as expressions. */
export interface Requests {
  readonly bad: (window: string) => string;
  readonly all: (window: string) => string;
}

/** True while the budget of a target, in percent of good requests, is used at a rate. */
export function burns(
  { bad, all }: Requests,
  percent: number,
  { factor, long, short }: (typeof BURN_RATES)[number],
): string {
  // The digits of a difference of two decimals are not those that a person writes.
  const limit = Number((factor * (1 - percent / 100)).toPrecision(6));
  const above = (window: string): string => `${bad(window)} / ${all(window)} > ${limit}`;
  return `${above(long)} and ${above(short)} and ${bad(long)} >= ${LEAST_BAD}`;
}
