import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Check } from "../../src/checks/check";
import { runChecks } from "../../src/checks/run";
import { composeEnvironment } from "../../src/components/compose";
import { type AnyComponent } from "../../src/components/contract";
import { type EnvironmentConfig } from "../../src/config/environment";
import { EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type OutputStack, readStacks } from "../../src/terraform-json/output";
import { type DeclarationMutant, declarationMutants } from "./mutants";

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
  /** @default - the registry */
  readonly components?: readonly AnyComponent[];
  /** Id of the only part to change. @default - all parts */
  readonly only?: string;
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

/**
 * Changes one declaration of a part at a time and runs all checks, in one environment after another until one of them
 * notices the change.
 */
export function declarationResults(request: DeclarationRequest): DeclarationResult[] {
  const chances = new Map<string, Chance[]>();
  for (const environment of request.environments) {
    const { parts } = composeEnvironment(environment.name, environment.config, request.components);
    const mutants = declarationMutants(parts).filter(({ part }) => part === (request.only ?? part));
    for (const mutant of mutants) {
      const key = `${mutant.part} ${mutant.leaf} ${mutant.change}`;
      chances.set(key, [...(chances.get(key) ?? []), { environment, mutant }]);
    }
  }
  const baselines = new Map<Environment, Outcome>();
  const baselineOf = (environment: Environment): Outcome => {
    const known = baselines.get(environment) ?? outcomeOf(request, environment);
    baselines.set(environment, known);
    return known;
  };
  return [...chances.values()].map((each, index): DeclarationResult => {
    request.progress?.(index, chances.size);
    return resultOf(request, each as [Chance, ...Chance[]], baselineOf);
  });
}

/** A change of a declaration in an environment that has the part. */
interface Chance {
  readonly environment: Environment;
  readonly mutant: DeclarationMutant;
}

/** The first noticed change, otherwise the first silent one, otherwise the first one. */
function resultOf(
  request: DeclarationRequest,
  chances: readonly [Chance, ...Chance[]],
  baselineOf: (environment: Environment) => Outcome,
): DeclarationResult {
  const results: DeclarationResult[] = [];
  for (const { environment, mutant } of chances) {
    const { part, leaf, change, components } = mutant;
    const effect = effectOf(request, environment, baselineOf(environment), components);
    const result = { environment: environment.name, mutant: { part, leaf, change }, effect };
    if (effect === "noticed") return result;
    results.push(result);
  }
  return results.find(({ effect }) => effect === "silent") ?? (results[0] as DeclarationResult);
}

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
  const stacks = stacksUnlessRefused(request, environment, components);
  if (!stacks) return "noticed";
  if (outputOf(stacks) === baseline.output) return "none";
  // An error of a check itself is no notice: it ends the run.
  const findings = findingsOf(environment.name, stacks, request);
  return [...findings].some((finding) => !baseline.findings.has(finding)) ? "noticed" : "silent";
}

function outcomeOf(request: DeclarationRequest, environment: Environment): Outcome {
  const stacks = stacksOf(request, environment);
  return { output: outputOf(stacks), findings: findingsOf(environment.name, stacks, request) };
}

function stacksUnlessRefused(
  request: DeclarationRequest,
  environment: Environment,
  components: readonly AnyComponent[],
): OutputStack[] | undefined {
  try {
    return stacksOf(request, environment, components);
  } catch {
    return undefined;
  }
}

function stacksOf(
  { synthesize }: DeclarationRequest,
  environment: Environment,
  components?: readonly AnyComponent[],
): OutputStack[] {
  const folder = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    synthesize(environment, folder, components);
    return readStacks(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const outputOf = (stacks: readonly OutputStack[]): string =>
  JSON.stringify(stacks.map(({ stack }) => [stack.name, stack.json]));

function findingsOf(
  environment: string,
  stacks: readonly OutputStack[],
  { checks, today }: DeclarationRequest,
): ReadonlySet<string> {
  const plan = new EnvironmentPlan(environment, stacks);
  const results = runChecks({ plans: [plan], checks, waiversOf: () => [], today });
  return new Set(
    results.map(({ check, layer, address, message }) => `${check.id} ${layer} ${address} ${message}`),
  );
}
