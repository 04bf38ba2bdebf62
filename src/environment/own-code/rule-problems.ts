import { type Problem } from "../problems";
import { type RuleProblem } from "../rule-problems";
import { type CodeSubject, problemOfFailure } from "../own-code";

/** The problems that the rules of a component returned, below its key; or what is none. */
export function ruleProblems(
  subject: CodeSubject,
  id: string,
  found: unknown,
): { readonly rules: RuleProblem[]; readonly problems: Problem[] } {
  const refused = (path: string, what: string, expected: string) => ({
    rules: [],
    problems: [problemOfFailure(subject, { wrong: { path, what, expected } })],
  });
  if (!Array.isArray(found)) return refused("rules", "no list", "a list of problems");
  const rules: RuleProblem[] = [];
  for (const [index, each] of (found as readonly unknown[]).entries()) {
    const { path, got, expected, fix } = (each ?? {}) as Partial<Record<keyof RuleProblem, unknown>>;
    if (!isPath(path) || typeof expected !== "string" || typeof fix !== "string")
      return refused(`rules[${index}]`, JSON.stringify(each), "path as a list, expected and fix as texts");
    rules.push({
      path: ["components", id, ...path],
      ...(typeof got === "string" ? { got } : {}),
      expected,
      fix,
    });
  }
  return { rules, problems: [] };
}

const isPath = (path: unknown): path is (string | number)[] =>
  Array.isArray(path) && path.every((step) => typeof step === "string" || typeof step === "number");
