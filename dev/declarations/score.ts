import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { NOTHING_STATED } from "../../src/infrastructure/stated";
import { type Check } from "../../src/checks/check";
import { FirstNotice } from "../mutate/first-notice";
import { type AnyComponent } from "../../src/platform/contract";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type OutputStack, readStacks } from "../../src/terraform/output";
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
  private readonly first: FirstNotice;

  constructor(private readonly request: ScoreRequest) {
    this.first = new FirstNotice(request.checks);
  }

  /** The first noticed change, otherwise the first silent one, otherwise the first one. */
  resultOf({ chances }: DeclarationChange): DeclarationResult {
    const results: Omit<DeclarationResult, "tries">[] = [];
    for (const { environment, mutant } of chances) {
      const { part, leaf, change } = mutant;
      const effect = this.effectOf(environment, mutant);
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

  private effectOf(environment: NamedEnvironment, { part, components }: DeclarationMutant): Effect {
    const baseline = this.baselineOf(environment);
    const stacks = this.stacksUnlessRefused(environment, components);
    if (!stacks) return "noticed";
    if (outputOf(stacks) === baseline.output) return "none";
    // An error of a check itself is no notice: it ends the run.
    const findings = this.findingsOf(environment, stacks);
    const noticing = this.first.check(part, (check) =>
      findings(check).some((finding) => !baseline.findings(check).includes(finding)),
    );
    return noticing === undefined ? "silent" : "noticed";
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

  /** The findings of each check, which runs once. */
  private findingsOf({ name, config }: NamedEnvironment, stacks: readonly OutputStack[]): Findings {
    const { today } = this.request;
    const plan = new EnvironmentPlan(name, stacks, config.instanceTypes);
    const known = new Map<Check, readonly string[]>();
    return (check) => {
      const found =
        known.get(check) ??
        check
          .run(plan, { today, others: [], statedOf: () => NOTHING_STATED })
          // A finding that only has other numbers, such as of pods that find no room, was there before.
          .map(({ layer, address, message }) => `${layer} ${address} ${message.replace(/\d+/g, "#")}`);
      known.set(check, found);
      return found;
    };
  }
}

interface Outcome {
  readonly output: string;
  readonly findings: Findings;
}

/** The findings of a check as text, without numbers. */
type Findings = (check: Check) => readonly string[];

const outputOf = (stacks: readonly OutputStack[]): string =>
  JSON.stringify(stacks.map(({ stack }) => [stack.name, stack.json]));

/** Removes the files of the last synth. Its folders stay: making and removing them takes 7 % of the time. */
function removeFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) rmSync(join(entry.parentPath, entry.name));
  }
}
