import { Plan } from "./plan";
import { synthesizedTexts } from "./synthesized-texts";

const known = new Map<string, Plan>();

/**
 * The plan of a reference environment with `change` merged into its file: mappings merge, `null` removes a key.
 * The same change is synthesized once for all test files of a process.
 */
export function planWith(environment: string, change: object): Plan {
  const key = `${environment} ${JSON.stringify(change)}`;
  const plan = known.get(key) ?? new Plan(environment, synthesizedTexts(environment, change));
  known.set(key, plan);
  return plan;
}
