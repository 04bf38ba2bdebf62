import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { merge } from "../../support/environments";

/** A list of the file of a reference environment. A change of a file replaces lists as a whole. */
function listOf(environment: string, key: "models" | "waivers"): object[] {
  const file = join(__dirname, "../../../examples", `${environment}.yaml`);
  return (parse(readFileSync(file, "utf8")) as Record<typeof key, object[]>)[key];
}

/** The models of a reference environment, with changes merged into those at these places. */
export const modelsWith = (environment: string, changes: Readonly<Record<number, object>> = {}): object[] =>
  listOf(environment, "models").map((model, index) => merge(model, changes[index] ?? {}));

/** The waivers of a reference environment, with changes merged into those of these checks. `null` removes a waiver. */
export const waiversWith = (
  environment: string,
  changes: Readonly<Record<string, object | null>> = {},
): object[] =>
  listOf(environment, "waivers").flatMap((waiver) => {
    const change = changes[(waiver as { check: string }).check];
    return change === null ? [] : [merge(waiver, change ?? {})];
  });

/** The chart of one's own in ml-inference-hardened, whose role has these actions. */
export const chartWith = (actions: readonly string[]): object => ({
  charts: {
    "external-dns": {
      role: {
        permissions: [
          { actions, resources: ["*"], reason: "AWS Cloud Map names its services by ids that it chooses" },
        ],
      },
    },
  },
});
