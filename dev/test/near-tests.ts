import { dirname } from "node:path";
import { type ImportsOfFiles, distancesTo } from "../code-mutants/imports";

/** Tests that run for a change, and those that can reach it and do not run: slow ones are always among them. */
export interface NearTests {
  readonly run: readonly string[];
  readonly left: readonly string[];
}

/** Tests of `npm test` and `npm run test:exhaustive`. */
const JEST_TEST = /^__tests__\/(?!real\/).*\.test\.ts$/;

/** Too long for a run near a change. */
const LONG_TEST = /\.slow\.test\.ts$/;

/** Rules for all files: imports between rooms, texts of messages, pages, words. They run for every change. */
const OF_ALL_FILES = /^__tests__\/(architecture|wording)\//;

/** The room of a file: a folder of `src`, one part, or one folder of `dev`. Tests of a room are in the same folder of `__tests__`. */
const ROOM = /^(?:src\/|__tests__\/|(?=dev\/))((?:(?:parts|dev)\/)?[\w-]+)(?=\/)/;
export const roomOfFile = (file: string): string | undefined => ROOM.exec(file)?.[1];

/** The tests of one room, and of all parts where the room is `parts`. */
export function testsOfRoom(room: string, imports: ImportsOfFiles): NearTests {
  const isInside = (file: string): boolean =>
    [`src/${room}/`, `__tests__/${room}/`, `${room}/`].some((folder) => file.startsWith(folder));
  const files = [...imports.keys()].filter(isInside);
  return nearTests(files.filter(isShortTest), files, imports);
}

/**
 * The tests of the rooms of changed files that reach one of them by imports. Where none does, as with a file that only a registry
 * imports, those in the folder of the same name.
 */
export function testsOfChange(changed: readonly string[], imports: ImportsOfFiles): NearTests {
  const files = changed.flatMap((file) => sourcesOf(file, imports));
  return nearTests(
    files.flatMap((file) => testsOfFile(file, imports)),
    files,
    imports,
  );
}

function nearTests(chosen: readonly string[], files: readonly string[], imports: ImportsOfFiles): NearTests {
  const always = [...imports.keys()].filter((file) => isShortTest(file) && OF_ALL_FILES.test(file));
  const run = new Set([...chosen, ...always]);
  const reaching = new Set(files.flatMap((file) => [...distancesTo(file, imports).keys()]));
  return {
    run: [...run].sort(),
    left: [...reaching].filter((file) => JEST_TEST.test(file) && !run.has(file)).sort(),
  };
}

const isShortTest = (file: string): boolean => JEST_TEST.test(file) && !LONG_TEST.test(file);

/** The TypeScript files of a changed file: itself, or those beside a file of data, or beside its folder. */
function sourcesOf(file: string, imports: ImportsOfFiles): string[] {
  if (imports.has(file)) return [file];
  if (file.endsWith(".ts") || roomOfFile(file) === undefined) return [];
  const beside = (folder: string): string[] => [...imports.keys()].filter((each) => dirname(each) === folder);
  const [near, above] = [beside(dirname(file)), beside(dirname(dirname(file)))];
  return near.length > 0 ? near : above;
}

function testsOfFile(file: string, imports: ImportsOfFiles): string[] {
  if (JEST_TEST.test(file)) return isShortTest(file) ? [file] : [];
  const room = roomOfFile(file);
  // A generated registry imports all files of its kind: through it, each test reaches each of them.
  const direct = new Map([...imports].filter(([from]) => !from.includes("/generated/")));
  const reaching = [...distancesTo(file, direct).keys()].filter(isShortTest);
  // Files that tests share belong to no room.
  if (room === "support") return reaching;
  const own = reaching.filter((test) => roomOfFile(test) === room);
  return own.length > 0 ? own : besideMirror(file, imports);
}

/** The tests in the nearest folder that mirrors the folder of a file. */
function besideMirror(file: string, imports: ImportsOfFiles): string[] {
  const tests = [...imports.keys()].filter(isShortTest);
  let folder = dirname(file.replace(/^(src|__tests__)\//, ""));
  while (folder !== ".") {
    const inside = tests.filter((test) => test.startsWith(`__tests__/${folder}/`));
    if (inside.length > 0) return inside;
    folder = dirname(folder);
  }
  return [];
}
