import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { LAYERS } from "../../base/layers";
import { type EnvironmentRecord } from "../../terraform/environment-record";

type OwnCheckRecord = NonNullable<EnvironmentRecord["ownChecks"]>[number];

/** The result of `find` of a check as findings, or the first value that is none. */
export function ownFindingsOf(found: unknown, plan: EnvironmentPlan) {
  if (!Array.isArray(found)) return { wrong: { path: "", what: "no list", expected: "a list of findings" } };
  const findings: OwnCheckRecord["findings"][number][] = [];
  for (const [index, each] of (found as readonly unknown[]).entries()) {
    const finding = (each ?? {}) as Readonly<Record<string, unknown>>;
    const missing = ["subject", "problem", "fix"].find((key) => typeof finding[key] !== "string");
    const place = `[${index}]`;
    if (missing !== undefined) {
      const value = finding[missing];
      return {
        wrong: {
          path: `${place}.${missing}`,
          what: value === undefined ? "nothing" : `a ${typeof value}`,
          expected: "text",
        },
      };
    }
    const { subject, problem, fix, layer: named } = finding as Readonly<Record<string, string>>;
    const address = subject ?? "";
    const layer =
      named === undefined
        ? LAYERS.find((one) => plan.find(one, address))
        : LAYERS.find((one) => one === named && plan.stack(one));
    if (layer === undefined)
      return {
        wrong:
          named === undefined
            ? {
                path: `${place}.subject`,
                what: address,
                expected: `an address of ${plan.name}, or a layer beside it`,
              }
            : { path: `${place}.layer`, what: String(named), expected: `a layer of ${plan.name}` },
      };
    findings.push({ layer, address, message: oneLine(problem), fix: oneLine(fix) });
  }
  return { findings };
}

const oneLine = (text = ""): string => text.replaceAll(/\s+/g, " ").trim();
