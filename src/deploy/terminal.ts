import { createInterface } from "node:readline/promises";
import { terminalText } from "../base/terminal";
import { type Prompt } from "./command-session";

/** Asks on the terminal. Undefined after Ctrl-C and at the end of the input. */
export type Ask = (text: string) => Promise<string | undefined>;

async function answerTo(text: string, interrupt?: () => void): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string | undefined>((answered, failed) => {
      terminal.on("SIGINT", () => {
        interrupt?.();
        answered(undefined);
      });
      terminal.on("close", () => answered(undefined));
      terminal.question(terminalText(text)).then(answered, failed);
    });
  } finally {
    terminal.close();
  }
}

const isTerminal = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** The questions of a terminal; none without one. */
export const terminalAsk = (): { readonly ask?: Ask } =>
  isTerminal() ? { ask: (text) => answerTo(text) } : {};

/** The same for commands that Ctrl-C interrupts. Then, and at the end of the input, the answer is empty. */
export const terminalQuestion = (): { readonly question?: Prompt } =>
  isTerminal()
    ? { question: async (text) => (await answerTo(text, () => process.emit("SIGINT"))) ?? "" }
    : {};
