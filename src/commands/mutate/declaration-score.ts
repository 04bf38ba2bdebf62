import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Check } from "../../checks/check";
import { runChecks } from "../../checks/run";
import { type Part, composeEnvironment } from "../../components/compose";
import { type AnyComponent } from "../../components/contract";
import { type EnvironmentConfig } from "../../config/environment";
import { EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type OutputStack, readStacks } from "../../terraform-json/output";
import { type DeclarationMutant, declarationMutants } from "./declaration-mutants";

/** Effect of a changed declaration. */
export type Effect =
  /** A check reports it, or synth refuses it. */
  | "noticed"
  /** The output differs, and no check reports it. */
  | "silent"
  /** The output is the same. */
  | "none";

export interface DeclarationResult {
  readonly environment: string;
  readonly mutant: Pick<DeclarationMutant, "part" | "leaf" | "change">;
  readonly effect: Effect;
}

export interface DeclarationRequest {
  readonly environments: readonly { readonly name: string; readonly config: EnvironmentConfig }[];
  readonly checks: readonly Check[];
  readonly today: string;
  /** Writes the stacks of an environment with the given parts into a folder. */
  readonly synthesize: (
    environment: { readonly name: string; readonly config: EnvironmentConfig },
    folder: string,
    components?: readonly AnyComponent[],
  ) => void;
  /** Receives the number of finished changes and of all changes. @default - none */
  readonly progress?: (done: number, all: number) => void;
}

/** Changes one declaration of a part at a time, each in the first environment that has the part, and runs all checks. */
export function declarationResults(request: DeclarationRequest): DeclarationResult[] {
  const seen = new Set<string>();
  const chosen = request.environments.map(({ name, config }) => {
    const { parts } = composeEnvironment(name, config);
    const own = parts.filter(({ id }) => !seen.has(id));
    own.forEach(({ id }) => seen.add(id));
    const ids = new Set(own.map(({ id }) => id));
    return { name, config, mutants: mutantsOf(parts, ids) };
  });
  const all = chosen.reduce((sum, { mutants }) => sum + mutants.length, 0);
  let done = 0;
  return chosen.flatMap(({ mutants, ...environment }) => {
    if (mutants.length === 0) return [];
    const baseline = outcomeOf(request, environment);
    return mutants.map(({ components, ...mutant }): DeclarationResult => {
      request.progress?.((done += 1), all);
      return {
        environment: environment.name,
        mutant,
        effect: effectOf(request, environment, baseline, components),
      };
    });
  });
}

const mutantsOf = (parts: readonly Part[], own: ReadonlySet<string>): DeclarationMutant[] =>
  declarationMutants(parts).filter(({ part }) => own.has(part));

type Environment = DeclarationRequest["environments"][number];

interface Outcome {
  readonly output: string;
  readonly findings: ReadonlySet<string>;
}

function effectOf(
  request: DeclarationRequest,
  environment: Environment,
  baseline: Outcome,
  components: readonly AnyComponent[],
): Effect {
  let outcome: Outcome;
  try {
    outcome = outcomeOf(request, environment, components);
  } catch {
    return "noticed";
  }
  if ([...outcome.findings].some((finding) => !baseline.findings.has(finding))) return "noticed";
  return outcome.output === baseline.output ? "none" : "silent";
}

function outcomeOf(
  { synthesize, checks, today }: DeclarationRequest,
  environment: Environment,
  components?: readonly AnyComponent[],
): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    synthesize(environment, folder, components);
    const stacks = readStacks(folder);
    return { output: outputOf(stacks), findings: findingsOf(environment.name, stacks, checks, today) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const outputOf = (stacks: readonly OutputStack[]): string =>
  JSON.stringify(stacks.map(({ stack }) => [stack.name, stack.json]));

function findingsOf(
  environment: string,
  stacks: readonly OutputStack[],
  checks: readonly Check[],
  today: string,
): ReadonlySet<string> {
  const plan = new EnvironmentPlan(environment, stacks);
  const results = runChecks({ plans: [plan], checks, waiversOf: () => [], today });
  return new Set(
    results.map(({ check, layer, address, message }) => `${check.id} ${layer} ${address} ${message}`),
  );
}
