import { statedIn } from "../../infrastructure/stated";
import { userError } from "../../base/errors";
import { FILES_BESIDE, STACK_FILES } from "../../base/stack-files";
import { readOutput } from "../../base/read-output";
import { type ReviewSide } from "./compare";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { NO_RECORD, readEnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack, readStacks } from "../../terraform/output";
import { ROLLOUTS_FILE } from "../../infrastructure/kubernetes-rollouts";
import { readStackFiles } from "../../terraform/stack-files";

/** An output folder of synth, read once. */
export class Folder {
  /** Sorted by name. */
  readonly environments: readonly string[];

  private constructor(
    private readonly stacks: readonly OutputStack[],
    private readonly sides: ReadonlyMap<string, ReviewSide>,
  ) {
    this.environments = [...sides.keys()];
  }

  /** `option` is the option that names the folder. */
  static read(option: string, outdir: string): Folder {
    return readOutput(outdir, () => {
      try {
        const stacks = readStacks(outdir);
        const names = [...new Set(stacks.map(({ environment }) => environment))];
        return new Folder(stacks, new Map(names.map((name) => [name, sideOf(outdir, name, stacks)])));
      } catch (error) {
        if (!(error instanceof SyntaxError) && (error as NodeJS.ErrnoException).code !== "ENOENT")
          throw error;
        throw userError({
          place: `${option} ${outdir}`,
          got: `missing files or invalid JSON (${(error as Error).message})`,
          expected: "a finished synth",
          fix: "synthesize into it again",
        });
      }
    });
  }

  side(environment: string): ReviewSide {
    const known = this.sides.get(environment);
    return known ?? { stacks: [], record: NO_RECORD, files: new Map() };
  }

  /** All environments except one. */
  others(environment: string): EnvironmentPlan[] {
    return this.environments
      .filter((name) => name !== environment)
      .map((name) => {
        const { stacks, record } = this.side(name);
        return new EnvironmentPlan(name, stacks, statedIn(record.settings).instanceTypes);
      });
  }

  /** Names of all stacks. */
  get stackNames(): string[] {
    return this.stacks.map(({ stack }) => stack.name);
  }
}

function sideOf(outdir: string, environment: string, all: readonly OutputStack[]): ReviewSide {
  const stacks = all.filter((each) => each.environment === environment);
  return {
    stacks,
    record: readEnvironmentRecord(outdir, environment),
    files: filesBeside(outdir, stacks),
  };
}

/** Files that are read separately, the stack and the record of its environment, and one that follows from the stack. */
const READ_ELSEWHERE: readonly string[] = [
  STACK_FILES.main,
  ...FILES_BESIDE,
  "environment.json",
  ROLLOUTS_FILE,
];

/** Other files of stacks, such as charts. */
function filesBeside(outdir: string, stacks: readonly OutputStack[]): Map<string, string> {
  return new Map(
    stacks.flatMap((stack) =>
      [...readStackFiles(outdir, stack)]
        .filter(([name]) => !READ_ELSEWHERE.includes(name))
        .map(([name, text]): [string, string] => [`${stack.layer}/${name}`, text]),
    ),
  );
}
