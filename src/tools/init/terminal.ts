import { createInterface } from "node:readline/promises";

/** Asks on the terminal. Undefined after Ctrl-C and at the end of the input. */
export type Ask = (text: string) => Promise<string | undefined>;

async function ask(text: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string | undefined>((answered, failed) => {
      terminal.on("SIGINT", () => answered(undefined));
      terminal.on("close", () => answered(undefined));
      terminal.question(text).then(answered, failed);
    });
  } finally {
    terminal.close();
  }
}

/** The questions of a terminal; none without one. */
export const terminalAsk = (): { readonly ask?: Ask } =>
  process.stdin.isTTY && process.stderr.isTTY ? { ask } : {};
