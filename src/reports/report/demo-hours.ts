import { type Estimate, type Total, totalOf } from "../../cost/estimate";
import { HOUR, type CostLine } from "../../cost/line";

/** Hours a day that a demo runs: always, a working day, an afternoon, one session. */
const DEMO_HOURS = [24, 8, 3, 1] as const;

/** Costs by the hour while a variable is true. */
export interface Demo {
  readonly variable: string;
  readonly lines: readonly CostLine[];
  readonly total: Total;
  /** USD a month for each of `DEMO_HOURS`; empty if a price is unknown. */
  readonly usd: readonly { readonly hoursADay: number; readonly usd: number }[];
}

/** The hourly costs that each variable of an environment turns on and off. All other costs are independent of it. */
export function demosOf({ lines }: Estimate): Demo[] {
  const switched = lines.filter(
    ({ switchedBy, factors }) => switchedBy !== undefined && factors.some(({ unit }) => unit === HOUR),
  );
  const variables = [...new Set(switched.flatMap(({ switchedBy }) => switchedBy ?? []))];
  return variables.map((variable) => {
    const own = switched.filter(({ switchedBy }) => switchedBy === variable);
    const total = totalOf(own);
    const { usd, unpriced } = total;
    return {
      variable,
      lines: own,
      total,
      usd:
        unpriced.length > 0
          ? []
          : DEMO_HOURS.map((hoursADay) => ({ hoursADay, usd: (usd.max * hoursADay) / 24 })),
    };
  });
}
