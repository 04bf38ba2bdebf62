import { type Estimate, totalOf } from "./estimate";
import { HOUR, type CostLine } from "./line";

/** Hours a day that a demo may run: always, a working day, an afternoon, one showing. */
export const DEMO_HOURS = [24, 8, 3, 1] as const;

/** What goes by the hour while a variable is true. */
export interface Demo {
  readonly variable: string;
  readonly lines: readonly CostLine[];
  /** USD a month for each of `DEMO_HOURS`; none where a price is not known. */
  readonly usd: readonly { readonly hoursADay: number; readonly usd: number }[];
}

/** What each switch of an environment is worth. All else runs on while it is off. */
export function demosOf({ lines }: Estimate): Demo[] {
  const switched = lines.filter(
    ({ switchedBy, factors }) => switchedBy !== undefined && factors.some(({ unit }) => unit === HOUR),
  );
  const variables = [...new Set(switched.flatMap(({ switchedBy }) => switchedBy ?? []))];
  return variables.map((variable) => {
    const own = switched.filter(({ switchedBy }) => switchedBy === variable);
    const { usd, unpriced } = totalOf(own);
    return {
      variable,
      lines: own,
      usd:
        unpriced.length > 0
          ? []
          : DEMO_HOURS.map((hoursADay) => ({ hoursADay, usd: (usd.max * hoursADay) / 24 })),
    };
  });
}
