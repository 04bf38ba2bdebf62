import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Check } from "../../src/checks/check";
import { runChecks } from "../../src/checks/run";
import { type AnyComponent } from "../../src/components/contract";
import { EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type OutputStack, readStacks } from "../../src/terraform-json/output";
import { type DeclarationChange, type NamedEnvironment } from "./changes";
import { type DeclarationMutant } from "./mutants";

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
  /** Number of environments in which the change was tried. */
  readonly tries: number;
}

export interface ScoreRequest {
  readonly checks: readonly Check[];
  readonly today: string;
  /** Folder of the stacks of one synth after another. All its files are removed. */
  readonly folder: string;
  /** Writes the stacks of an environment with the given parts into a folder. */
  readonly synthesize: (
    environment: NamedEnvironment,
    folder: string,
    components?: readonly AnyComponent[],
  ) => void;
}

/** Changes one declaration at a time and runs all checks, in one environment after another until one notices the change. */
export class Score {
  private readonly baselines = new Map<NamedEnvironment, Outcome>();

  constructor(private readonly request: ScoreRequest) {}

  /** The first noticed change, otherwise the first silent one, otherwise the first one. */
  resultOf({ chances }: DeclarationChange): DeclarationResult {
    const results: Omit<DeclarationResult, "tries">[] = [];
    for (const { environment, mutant } of chances) {
      const { part, leaf, change, components } = mutant;
      const effect = this.effectOf(environment, components);
      results.push({ environment: environment.name, mutant: { part, leaf, change }, effect });
      if (effect === "noticed") break;
    }
    const [first] = results as [Omit<DeclarationResult, "tries">];
    const result =
      results.find(({ effect }) => effect === "noticed") ??
      results.find(({ effect }) => effect === "silent") ??
      first;
    return { ...result, tries: results.length };
  }

  private effectOf(environment: NamedEnvironment, components: readonly AnyComponent[]): Effect {
    const baseline = this.baselineOf(environment);
    const stacks = this.stacksUnlessRefused(environment, components);
    if (!stacks) return "noticed";
    if (outputOf(stacks) === baseline.output) return "none";
    // An error of a check itself is no notice: it ends the run.
    const findings = this.findingsOf(environment, stacks);
    return [...findings].some((finding) => !baseline.findings.has(finding)) ? "noticed" : "silent";
  }

  private baselineOf(environment: NamedEnvironment): Outcome {
    const known = this.baselines.get(environment);
    if (known) return known;
    const stacks = this.stacksOf(environment);
    const baseline = { output: outputOf(stacks), findings: this.findingsOf(environment, stacks) };
    this.baselines.set(environment, baseline);
    return baseline;
  }

  private stacksUnlessRefused(
    environment: NamedEnvironment,
    components: readonly AnyComponent[],
  ): OutputStack[] | undefined {
    try {
      return this.stacksOf(environment, components);
    } catch {
      return undefined;
    }
  }

  private stacksOf(environment: NamedEnvironment, components?: readonly AnyComponent[]): OutputStack[] {
    const { folder, synthesize } = this.request;
    removeFiles(folder);
    synthesize(environment, folder, components);
    return readStacks(folder);
  }

  private findingsOf({ name }: NamedEnvironment, stacks: readonly OutputStack[]): ReadonlySet<string> {
    const { checks, today } = this.request;
    const plan = new EnvironmentPlan(name, stacks);
    const results = runChecks({ plans: [plan], checks, waiversOf: () => [], today });
    // A finding that only has other numbers, such as of pods that find no room, was there before.
    return new Set(
      results.map(
        ({ check, layer, address, message }) =>
          `${check.id} ${layer} ${address} ${message.replace(/\d+/g, "#")}`,
      ),
    );
  }
}

interface Outcome {
  readonly output: string;
  readonly findings: ReadonlySet<string>;
}

const outputOf = (stacks: readonly OutputStack[]): string =>
  JSON.stringify(stacks.map(({ stack }) => [stack.name, stack.json]));

/** Removes the files of the last synth. Its folders stay: making and removing them takes 7 % of the time. */
function removeFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) rmSync(join(entry.parentPath, entry.name));
  }
}
