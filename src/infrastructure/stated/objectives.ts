import { type KeyValue, statedAt } from "./lists";

/** Objectives of the requests of a model, which its alerts compare with. */
export interface StatedObjectives {
  readonly availabilityPercent: number;
  readonly latencySeconds: number;
  readonly latencyPercent: number;
}

const ALERTS = "components.alerts";

/** The objectives of a model: its own, or those of all models; undefined if the file states none. */
export function statedObjectives(settings: readonly KeyValue[], model: string): StatedObjectives | undefined {
  const amount = (key: keyof StatedObjectives): number | undefined => {
    const value =
      statedAt(settings, `${ALERTS}.models.${model}.${key}`) ?? statedAt(settings, `${ALERTS}.${key}`);
    return typeof value === "number" ? value : undefined;
  };
  const availabilityPercent = amount("availabilityPercent");
  const latencySeconds = amount("latencySeconds");
  const latencyPercent = amount("latencyPercent");
  if (availabilityPercent === undefined || latencySeconds === undefined || latencyPercent === undefined)
    return undefined;
  return { availabilityPercent, latencySeconds, latencyPercent };
}
