import { InvalidArgumentError, Option } from "commander";
import { commandOf, type CommandOutput, runAsyncCommand } from "../../base/command-line";
import { LOCK_PLATFORMS } from "../../base/provider-lock";
import { locksDirOf } from "../../project/provider-locks";
import { providerSets } from "../../project/provider-sets";
import { type OutputStack } from "../../terraform/output";
import { type Variables, VARIABLES_HELP, environmentsDirIn, environmentsOption } from "../../project/options";
import { lockSets } from "./lock-sets";
import { NPX } from "../../base/program-name";

export interface ProvidersLockProps {
  readonly variables: Variables;
  /** Synthesizes without writing an output folder. */
  readonly emit: (
    environmentsDir: string,
    only?: readonly string[],
    outdir?: string,
    progress?: (what: string) => void,
  ) => { readonly stacks: readonly Pick<OutputStack, "stack">[] };
}

interface Options {
  readonly environments?: readonly string[];
  readonly platform?: readonly string[];
  readonly program: string;
  readonly upgrade?: true;
}

/** Programs that lock providers. Each has its own registry, so a lock of one does not serve the other. */
const PROGRAMS = ["terraform", "tofu"];

/** Locks the providers of each set of providers. Returns the exit status. */
export function runProvidersLock(
  args: readonly string[],
  { variables, emit }: ProvidersLockProps,
  output: CommandOutput,
): Promise<number> {
  const program = commandOf("lock providers", ["", "--upgrade"])
    .description(
      "Writes locks/<set>.lock.hcl beside the folder of the YAML files, one for each set of providers that stacks " +
        "require. Needs terraform and the registry, from which it downloads each provider for each platform. Synth " +
        "copies the locks into the stacks.",
    )
    .option(
      "--platform <platform>",
      `also lock this platform; repeatable (always: ${LOCK_PLATFORMS.join(", ")})`,
      collect,
    )
    .addOption(new Option("--program <name>", "program that locks").choices(PROGRAMS).default("terraform"))
    .option("--upgrade", "select the newest allowed versions; otherwise locked versions stay")
    .addOption(environmentsOption(variables))
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const { environments, platform = [], program: name, upgrade = false } = program.opts<Options>();
    const environmentsDir = environmentsDirIn(variables);
    output.step?.(`synthesizing ${environmentsDir}`);
    const { stacks } = emit(environmentsDir, environments, undefined, output.step);
    const written = await lockSets(providerSets(stacks.map(({ stack }) => stack)), {
      program: name,
      platforms: [...new Set([...LOCK_PLATFORMS, ...platform])],
      locksDir: locksDirOf(environmentsDir),
      keepVersions: !upgrade,
      variables,
      // Terraform downloads the providers of a set in one blocking call.
      progress: (step) => output.step?.(step, "blocks"),
    });
    const lines = written.map(
      ({ file, isChanged, providers }) =>
        `${isChanged ? "wrote" : "unchanged"} ${file}: ${providers.join(", ")}`,
    );
    output.out(`${[...lines, `commit the files; ${NPX} synth copies them into the stacks`].join("\n")}\n`);
    return 0;
  });
}

function collect(platform: string, before: readonly string[] = []): string[] {
  if (!/^[a-z0-9]+_[a-z0-9]+$/.test(platform)) {
    throw new InvalidArgumentError(
      "Expected an operating system and an architecture, such as windows_amd64.",
    );
  }
  return [...before, platform];
}
