import { watch as watchFolder } from "node:fs/promises";
import pc from "picocolors";
import { type CommandOutput } from "../../base/command-line";
import { isConfiguration } from "../../environment/own-sources";
import { watchedFolders } from "../../environment/own-code-files";
import { UserError } from "../../base/errors";

export interface WatchProps {
  /** Folder with a YAML file and an address lock for each environment. */
  readonly directory: string;
  /** Names of environments. @default - all */
  readonly only?: readonly string[];
  /** Synthesizes the environments before the first change, and prints the result. Throws a `UserError`. */
  readonly first: () => Promise<number>;
  /** Synthesizes environments, all of them without names. Returns a line for the terminal, and throws a `UserError`. */
  readonly synthesize: (names: readonly string[] | undefined) => Promise<string>;
  /** Names of the environments that a change of the file of one affects, sorted. */
  readonly affected: (name: string) => readonly string[];
  readonly output: CommandOutput;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** Editors write a file in several steps, which are one change. */
const QUIET_MS = 30;

/**
 * Synthesizes environments after each change of their files. An environment with an error is synthesized again with the next
 * change. Returns the exit status of the last run.
 */
export async function watch(props: WatchProps): Promise<number> {
  const { directory, only, affected, output, signal } = props;
  const changes = new Changes(directory, signal);
  // Changes during the first run are not lost. After a failed one, each change synthesizes all environments.
  let all = !(await passes(props, props.first));
  let failed: readonly string[] = [];
  output.out(`${pc.dim(`watching ${directory}; Ctrl-C ends`)}\n`);
  for (;;) {
    const changed = await changes.next();
    const isCode = changed?.includes(OWN_CODE) ?? false;
    if (changed === undefined) return all || failed.length > 0 ? 1 : 0;
    const names = [...new Set([...changed.flatMap(affected), ...failed])]
      .filter((name) => only === undefined || only.includes(name))
      .sort();
    // A removed file is of no environment: a run of all removes its stacks.
    all ||= isCode || (only === undefined && changed.some((name) => !affected(name).includes(name)));
    if (names.length === 0 && !all) continue;
    const chosen = all ? only : names;
    const passed = await passes(props, () => printed(props, chosen));
    failed = passed || all ? [] : names;
    all &&= !passed;
  }
}

async function printed(
  { synthesize, output }: WatchProps,
  names: readonly string[] | undefined,
): Promise<void> {
  const start = performance.now();
  const text = await synthesize(names);
  output.out(`${text} in ${((performance.now() - start) / 1000).toFixed(2)} s\n`);
}

/** Whether a run has no error. An error is printed, and the watch goes on. */
async function passes({ output }: WatchProps, run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    output.err(`${error.message}\n\n`);
    return false;
  }
}

/** In place of a name, for a change of a component or a check. */
const OWN_CODE = "(own code)";

/**
 * Names of environments whose file, address lock or own Terraform file changes, and changes of own code. Folders of own files that are
 * new are not watched.
 */
class Changes {
  private readonly names = new Set<string>();
  private wake: () => void = () => undefined;
  private ended = false;
  private failure: unknown;

  constructor(directory: string, signal: AbortSignal) {
    void this.collect(
      directory,
      signal,
      (file) => /^([a-z][a-z0-9-]*)\.(?:yaml|addresses\.json)$/.exec(file)?.[1],
    );
    for (const { environment, folder } of watchedFolders(directory))
      void this.collect(folder, signal, (file) => {
        if (environment === undefined) return OWN_CODE;
        return isConfiguration(file) ? environment : undefined;
      });
  }

  /** The next changes; undefined after the end. */
  async next(): Promise<string[] | undefined> {
    while (this.names.size === 0) {
      if (this.failure !== undefined) throw this.failure;
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const names = [...this.names];
    this.names.clear();
    return names;
  }

  /** Collects the changes in one folder. `nameOf` is the environment of a file. */
  private async collect(
    folder: string,
    signal: AbortSignal,
    nameOf: (file: string) => string | undefined,
  ): Promise<void> {
    try {
      for await (const { filename } of watchFolder(folder, { signal })) {
        const name = nameOf(filename ?? "");
        if (name === undefined) continue;
        this.names.add(name);
        this.wake();
      }
    } catch (error) {
      if ((error as Error).name !== "AbortError") this.failure = error;
    }
    this.ended = true;
    this.wake();
  }
}
