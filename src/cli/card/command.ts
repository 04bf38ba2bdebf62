import { Argument } from "commander";
import { stringify } from "yaml";
import { type CommandOutput, commandOf, runCommand } from "../../base/command-line";
import { keysOfFiles } from "./files";

/** Prints keys of `llm` by the files of a model. Returns the exit status. */
export function runCard(args: readonly string[], output: CommandOutput): number {
  const program = commandOf("show card", ["./config.json"])
    .description(
      "Prints the keys of a language model for `llm`, by its config.json and the index of weights beside it.",
    )
    .addArgument(new Argument("<file>", "config.json of the model"));
  return runCommand(program, args, output, () => {
    const [file = ""] = program.args;
    const { keys, notes } = keysOfFiles(file);
    output.out(stringify({ llm: keys }));
    for (const note of notes) output.err(`${note}\n`);
    return 0;
  });
}
