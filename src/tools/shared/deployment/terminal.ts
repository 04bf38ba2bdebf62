import { createInterface } from "node:readline/promises";
import { type Question } from "./command-session";

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

/** The question of a terminal; none without one. */
export const terminalQuestion = (): { readonly question?: Question } =>
  process.stdin.isTTY && process.stderr.isTTY ? { question } : {};
