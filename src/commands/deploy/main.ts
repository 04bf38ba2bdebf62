import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { exitWith, processOutput } from "../shared/process";
import { runDeploy } from "./command";

const hasTerminal = process.stdin.isTTY && process.stderr.isTTY;

/** Asks on the terminal. Ctrl-C and the end of the input are the empty answer. */
async function question(text: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((answered, failed) => {
      terminal.on("SIGINT", () => {
        process.emit("SIGINT");
        answered("");
      });
      terminal.on("close", () => answered(""));
      terminal.question(text).then(answered, failed);
    });
  } finally {
    terminal.close();
  }
}

exitWith(
  runDeploy(
    process.argv.slice(2),
    {
      variables: process.env,
      scripts: join(process.cwd(), ".github/scripts"),
      ...(hasTerminal ? { question } : {}),
    },
    processOutput(),
  ),
);
