import { Command } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { ACCEPTED_DECLARATIONS, type AcceptedDeclaration } from "./accepted";
import { type ChangedParts } from "./changed-parts";
import { type ProcessesRequest, resultsOfProcesses } from "./processes";
import { type DeclarationResult } from "./score";

export interface DeclarationsProps extends Pick<ProcessesRequest, "start" | "atOnce" | "triesEach"> {
  /** The keys of all changes. Each begins with the id of its part and a space. */
  readonly keys: () => readonly string[];
  /** The parts that have changed; undefined if that can be any. @default - all parts count */
  readonly changed?: () => ChangedParts | undefined;
  /** Receives the current step. @default - none */
  readonly progress?: (step: string) => void;
  /** Changes that may go unnoticed. @default - those of `accepted.ts` */
  readonly accepted?: readonly AcceptedDeclaration[];
}

/** Tests the checks with wrong declarations. Returns 1 where one goes unnoticed without an accepted reason. */
export async function runDeclarations(
  args: readonly string[],
  { keys, changed, progress, accepted = ACCEPTED_DECLARATIONS, ...processes }: DeclarationsProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run mutate:declarations --")
    .description(
      "Tests the checks: removes or alters one declaration of a part (src/parts) at a time, synthesizes an environment with " +
        "that part, and counts the changes that a check notices. Fails where one goes unnoticed without an accepted reason. Tries " +
        "the parts that differ from the merge base with the main branch (on it: from the parent commit), and all parts where files " +
        "that they share have changed or no commit is known.",
    )
    .option("--all", "try all parts")
    .option("--only <text>", "try the changes with this text, such as `mlflow needs`");
  return runAsyncCommand(program, args, output, async () => {
    const { all, only } = program.opts<{ all?: true; only?: string }>();
    const parts = all || only !== undefined ? undefined : changed?.();
    const chosen = keys()
      .filter((key) => parts?.ids.includes(key.split(" ")[0] ?? "") ?? true)
      .filter((key) => key.includes(only ?? ""));
    if (only !== undefined && chosen.length === 0) {
      program.error(
        `error: no change has the text "${only}"; write a part of a line of the output, such as \`mlflow needs\``,
      );
    }
    if (parts) output.out(`${textOf(parts)}; --all tries all parts\n`);
    if (chosen.length === 0) return 0;
    const results = await resultsOfProcesses({
      ...processes,
      keys: chosen,
      say: output.err,
      ...(progress ? { progress: (done, all) => progress(`${done} of ${all}`) } : {}),
    });
    const unnoticed = results.filter(({ effect }) => effect !== "noticed");
    const reasonOf = ({ mutant }: DeclarationResult) =>
      accepted.find(
        ({ part, leaf }) => part.test(mutant.part) && leaf.test(`${mutant.leaf} ${mutant.change}`),
      );
    const open = unnoticed.filter((result) => reasonOf(result) === undefined);
    const used = new Set(unnoticed.map(reasonOf));
    const stale = parts || only !== undefined ? [] : accepted.filter((reason) => !used.has(reason));
    for (const { environment, mutant, effect } of open) {
      const what = effect === "none" ? "no effect" : "unnoticed";
      output.out(`${what} in ${environment}: ${mutant.part} ${mutant.leaf}: ${mutant.change}\n`);
    }
    for (const { reason } of stale) output.err(`no unnoticed change has this accepted reason: ${reason}\n`);
    const noticed = results.length - unnoticed.length;
    output.out(
      `declarations: ${noticed} of ${counted(results.length, "change")} noticed, ` +
        `${unnoticed.length - open.length} accepted, ${open.length} unnoticed\n`,
    );
    return open.length + stale.length === 0 ? 0 : 1;
  });
}

const textOf = ({ base, ids }: ChangedParts): string =>
  ids.length === 0
    ? `no part differs from ${base.slice(0, 12)}`
    : `parts that differ from ${base.slice(0, 12)}: ${ids.join(", ")}`;
