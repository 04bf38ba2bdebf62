import { join } from "node:path";
import { shownPath } from "../environment/environment-files";
import { type CodeSubject, answerOf, problemAt, problemOfFailure } from "../environment/own-code";
import { OWN_ID, checkSources, checkTexts } from "../environment/own-code-files";
import { ConfigError, type Problem } from "../environment/problems";
import { LISTED_CHECKS } from "../checks/listed";
import { defaultTags } from "../infrastructure/text-references";
import { type EnvironmentPlan, groupByEnvironment } from "../terraform/environment-plan";
import { type JsonObject, type StackJson } from "../terraform/stack-json";
import { type OutputStack } from "../terraform/output";
import { LAYERS } from "../base/layers";
import { type Environments } from "./inputs";
import { ownFindingsOf } from "./own-checks/findings";
import { type EnvironmentRecord } from "../terraform/environment-record";

type OwnCheckRecord = NonNullable<EnvironmentRecord["ownChecks"]>[number];

type CodeAnswer = Exclude<ReturnType<typeof answerOf>, { readonly crash: Problem }>;

type CheckSource = ReturnType<typeof checkSources>[number];

/** A check of the owner, and its file. */
interface OwnCheck extends CheckSource {
  readonly subject: CodeSubject;
}

/** An environment to check. */
export interface CheckedPlan {
  readonly plan: EnvironmentPlan;
  /** All keys of its file. */
  readonly settings: unknown;
}

/** Own checks with their findings, by environment. */
export type OwnChecks = ReadonlyMap<string, readonly OwnCheckRecord[]>;

/** The stacks of environments, and the keys of their files. */
export const checkedPlans = (environments: Environments, stacks: readonly OutputStack[]): CheckedPlan[] =>
  groupByEnvironment(stacks).map((plan) => ({
    plan,
    settings: environments.find(({ name }) => name === plan.name)?.config ?? {},
  }));

/**
 * Runs the own checks of a folder of environments. Without such a file, no process starts. Throws a ConfigError with all mistakes of
 * the checks.
 */
export function runOwnChecks(directory: string, plans: () => readonly CheckedPlan[]): OwnChecks {
  const sources = checkSources(directory);
  if (sources.length === 0) return new Map();
  const environments = plans();
  const shown = shownPath(directory);
  const modules = checkTexts(directory);
  const misnamed = sources.flatMap((source) => problemOfName(source, shown) ?? []);
  if (misnamed.length > 0) throw new ConfigError(misnamed);
  const checks = sources.map((source): OwnCheck => ({
    ...source,
    subject: {
      directory: shown,
      entry: source.file,
      path: `checks.${source.id}`,
      returns: "a list of findings",
      title: `check ${source.id}`,
      modules,
    },
  }));
  const calls = checks.flatMap(({ file }) =>
    environments.map((each) => ({ entry: file, method: "find" as const, input: [inputOf(each)] })),
  );
  const answer = answerOf(
    { modules, entries: checks.map(({ file }) => file), calls },
    checks.map(({ subject }) => subject),
  );
  if ("crash" in answer) throw new ConfigError([answer.crash]);
  const { declarations, results } = answer;
  const declared = checks.map((check) => declaredOf(check, declarations[check.file] ?? {}));
  const problems = declared.flatMap((each) => ("problem" in each ? each.problem : []));
  const found = new Map<string, OwnCheckRecord[]>(environments.map(({ plan }) => [plan.name, []]));
  for (const [index, check] of checks.entries()) {
    const declaration = declared[index];
    if (!declaration || "problem" in declaration) continue;
    for (const [place, { plan }] of environments.entries()) {
      const result = results[index * environments.length + place];
      const findings = result && judged(check, plan, result, problems);
      if (findings) found.get(plan.name)?.push({ ...declaration.check, findings });
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return found;
}

const OURS = LISTED_CHECKS.map(({ id }) => id);

function problemOfName({ id, file }: CheckSource, shown: string): Problem | undefined {
  const words = { path: join(shown, file), fix: "rename the file" };
  if (OURS.includes(id))
    return { ...words, got: "the id of a check of this program", expected: `another name than ${id}` };
  return OWN_ID.pattern.test(id) ? undefined : { ...words, got: `the name ${id}`, expected: OWN_ID.inWords };
}

/** The declaration of a check, or its problem. */
function declaredOf(
  { id, subject }: OwnCheck,
  {
    kind,
    functions = [],
    failure,
    wrong,
    title,
    description,
    severity = "error",
  }: CodeAnswer["declarations"][string],
): { readonly problem: Problem } | { readonly check: Omit<OwnCheckRecord, "findings"> } {
  const refused = (got: string, expected: string) => ({
    problem: problemAt(subject, { got, expected, fix: "correct the check" }),
  });
  if (failure) return { problem: problemOfFailure({ ...subject, returns: "a check" }, failure) };
  if (wrong) return { problem: problemOfFailure(subject, { wrong }) };
  if (kind !== "check" || !functions.includes("find"))
    return refused(
      kind === "check" ? "no function find" : "no check()",
      "export default check({ … }) with title, description and find",
    );
  if (typeof title !== "string" || typeof description !== "string")
    return refused("no title or no description", "both as texts");
  if (severity !== "error" && severity !== "warning")
    return refused(`the severity ${String(severity)}`, "error or warning");
  const source = join(subject.directory, subject.entry);
  return { check: { id, severity, title, why: description, source } };
}

/** Findings of a check in an environment. Adds its problems. */
function judged(
  { subject }: OwnCheck,
  plan: EnvironmentPlan,
  result: CodeAnswer["results"][number],
  problems: Problem[],
): readonly OwnCheckRecord["findings"][number][] | undefined {
  const called = { ...subject, environment: plan.name };
  if ("failure" in result) {
    problems.push(problemOfFailure(called, result.failure));
    return undefined;
  }
  const read = ownFindingsOf(result.value, plan);
  if ("findings" in read) return read.findings;
  problems.push(problemOfFailure(called, { wrong: read.wrong }));
  return undefined;
}

const inputOf = ({ plan, settings }: CheckedPlan) => ({
  name: plan.name,
  settings,
  stacks: Object.fromEntries(
    LAYERS.flatMap((layer) => {
      const stack = plan.stack(layer);
      return stack ? [[layer, dataOf(stack)]] : [];
    }),
  ),
});

const dataOf = (stack: StackJson) => ({
  resources: stack.resources().map(blockOf),
  data: stack.dataSources().map(blockOf),
  outputs: stack.outputs,
  defaultTags: defaultTags(stack),
});

/** A block without the notes of the framework. */
function blockOf({ type, name, address, config }: ReturnType<StackJson["resources"]>[number]) {
  const values: JsonObject = Object.fromEntries(Object.entries(config).filter(([key]) => key !== "//"));
  return { type, name, address, values };
}
