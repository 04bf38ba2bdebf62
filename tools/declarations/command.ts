import { Command } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../src/core/command-line";
import { counted } from "../../src/core/counted";
import { ACCEPTED_DECLARATIONS, type AcceptedDeclaration } from "./accepted";
import { type ProcessesRequest, resultsOfProcesses } from "./processes";
import { type DeclarationResult } from "./score";

export interface DeclarationsProps extends Pick<ProcessesRequest, "start" | "atOnce" | "triesEach"> {
  /** The keys of all changes. */
  readonly keys: () => readonly string[];
  /** Receives the current step. @default - none */
  readonly progress?: (step: string) => void;
  /** Changes that may go unnoticed. @default - those of `accepted.ts` */
  readonly accepted?: readonly AcceptedDeclaration[];
}

/** Tests the checks with wrong declarations. Returns 1 where one goes unnoticed without an accepted reason. */
export async function runDeclarations(
  args: readonly string[],
  { keys, progress, accepted = ACCEPTED_DECLARATIONS, ...processes }: DeclarationsProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run mutate:declarations --").description(
    "Tests the checks: removes or alters one declaration of a part (src/components) at a time, synthesizes an environment with " +
      "that part, and counts the changes that a check notices. Fails where one goes unnoticed without an accepted reason.",
  );
  return runAsyncCommand(program, args, output, async () => {
    const results = await resultsOfProcesses({
      ...processes,
      keys: keys(),
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
    const stale = accepted.filter((reason) => !used.has(reason));
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
