import { type EnvironmentPlan, type Value } from "../../synthesized/environment-plan";
import { writtenOut } from "../identity/references";

/** The text of a value with its references written out; undefined where only an apply knows a part of it. */
export function knownText(plan: EnvironmentPlan, start: Value): string | undefined {
  if (start.value === undefined) return undefined;
  const written = writtenOut(plan, plan.follow(start));
  return written.includes("${") ? undefined : written;
}
