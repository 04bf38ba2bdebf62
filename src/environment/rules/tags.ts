import { type EnvironmentConfig } from "../schema";
import { type RuleProblem } from "../rule-problems";

/** Keys that differ in case alone: IAM refuses a role with both (IAM user guide, "Tags for IAM resources", read 2026-11-25). */
export function tagRules({ tags }: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, string>();
  return Object.keys(tags).flatMap((key) => {
    const holder = first.get(key.toLowerCase());
    first.set(key.toLowerCase(), holder ?? key);
    return holder === undefined
      ? []
      : [
          {
            path: ["tags", key],
            got: `the name ${key}`,
            expected: `a name that differs from ${holder} in more than case, since IAM does not tell them apart`,
            fix: "remove one of the two",
          },
        ];
  });
}
