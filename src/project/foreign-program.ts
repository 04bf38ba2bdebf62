import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { withoutNetwork } from "../base/processes";
import { type Variables } from "./options";

/** Variables of the user that another program gets: how it finds programs, and the language. Windows needs the last one. */
const PASSED = ["PATH", "LANG", "SystemRoot"];

interface ForeignProgram {
  /** Working directory. */
  readonly folder: string;
  readonly variables: Variables;
  /** Arguments of Node.js. */
  readonly script: readonly string[];
  /** A folder that is removed afterwards. Home and temporary files of the program are in it. */
  readonly scratch: string;
  /** Variables of its own. */
  readonly own: Readonly<Record<string, string>>;
  /** Is called where this machine cannot deny the network. @default - no one looks */
  readonly onNetwork?: () => void;
}

/** Runs code of another version, revision or package, without variables, home and network of the user. */
export function runForeign(program: ForeignProgram): SpawnSyncReturns<string> {
  const { folder, variables, script, scratch, own, onNetwork } = program;
  const home = join(scratch, "home");
  const temporary = join(scratch, "temporary");
  for (const each of [home, temporary]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const passed = PASSED.flatMap((name): [string, string][] => {
    const value = variables[name];
    return value === undefined ? [] : [[name, value]];
  });
  const env = { ...Object.fromEntries(passed), HOME: home, TMPDIR: temporary, ...own };
  const [first = process.execPath, ...words] = [...withoutNetwork(env), process.execPath];
  if (words.length === 0) onNetwork?.();
  return spawnSync(first, [...words, ...script], { cwd: folder, env, encoding: "utf8", maxBuffer: 2 ** 28 });
}
