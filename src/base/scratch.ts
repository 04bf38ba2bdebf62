import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does `work` to its end: a signal ends the child process that it waits for, which is an error there, and not this process. */
function survivingSignals<T>(work: () => T): T {
  const survive = (): void => undefined;
  for (const signal of SIGNALS) process.on(signal, survive);
  try {
    return work();
  } finally {
    for (const signal of SIGNALS) process.off(signal, survive);
  }
}

const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Passes a new temporary folder to `use`, and removes it after the end of that, also after an error. */
export async function withAsyncScratch<T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  try {
    return await use(folder);
  } finally {
    removeFolder(folder);
  }
}

/** Passes a new temporary folder to `use`, and removes it before it returns, also after an error or an interrupt. */
export function withScratch<T>(prefix: string, use: (folder: string) => T, remove = removeFolder): T {
  return survivingSignals(() => {
    const folder = mkdtempSync(join(tmpdir(), prefix));
    try {
      return use(folder);
    } finally {
      remove(folder);
    }
  });
}
