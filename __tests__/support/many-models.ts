import { type EnvironmentConfig } from "../../src/environment/schema";
import { configWith } from "./environments";
import { Plan } from "./plan";
import { textsFor } from "./synthesized-texts";

/** Long names without a common beginning. */
const LONG = ["quarterly-demand-forecast", "fraud-detection-of-payments", "sentiment-of-customer-mail"];

/** The plan of `ml-platform`, the reference environment with the most parts, with `count` models that have long names. */
export function manyModelsPlan(count: number): Plan {
  const name = "ml-platform";
  const [first] = configWith(name).models;
  if (first === undefined) throw new Error(`${name} has no model`);
  const models = Array.from({ length: count }, (_, index) => ({
    ...first,
    name: `${LONG[index % LONG.length] ?? ""}-${index}`,
    paths: [`/forecast-${index}`],
    weights: { sizeGiB: 0.5, mode: "mount" },
  }));
  return planFrom(name, configWith(name, { models }));
}

export const planFrom = (name: string, config: EnvironmentConfig): Plan =>
  new Plan(name, textsFor({ name, config }));
