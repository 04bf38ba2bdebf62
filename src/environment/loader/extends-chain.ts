import { meantOr } from "../../base/did-you-mean";
import { gotOf } from "./issue-problems";
import { joinWithLimit, printable, type Problem } from "../problems";
import { EXTENDS } from "./unknown-key";
import { locationOf, type Position, type YamlMapping } from "./yaml-node";

/** A parsed file: its keys without `extends`, and the environment that it extends. */
export interface EnvironmentFile {
  readonly name: string;
  readonly file: string;
  /** Empty if the file could not be read. */
  readonly text: string;
  /** Undefined if the file could not be read. */
  readonly keys: YamlMapping | undefined;
  /** True if the file may contain keys that could not be read. */
  readonly isPartial: boolean;
  readonly parent: { readonly name: string; readonly position: Position } | undefined;
  readonly problems: readonly Problem[];
}

/** Separates `extends` from the other keys of a file. */
export function withoutExtends(root: YamlMapping): {
  keys: YamlMapping;
  parent: EnvironmentFile["parent"];
  problems: Problem[];
} {
  const entry = root.entries.get(EXTENDS);
  if (!entry) return { keys: root, parent: undefined, problems: [] };
  const entries = new Map(root.entries);
  entries.delete(EXTENDS);
  const keys = { ...root, entries };
  const { value } = entry;
  if (value.kind === "scalar" && typeof value.value === "string") {
    return { keys, parent: value.faulty ? undefined : { name: value.value, position: value }, problems: [] };
  }
  const problem: Problem = {
    location: locationOf(value),
    path: EXTENDS,
    got: gotOf(value),
    expected: "the name of one environment in this folder",
    fix:
      value.kind === "list"
        ? "write one name; that environment can extend another one"
        : "write the name of its file, without .yaml",
  };
  // the inherited keys are unknown, so no key is reported as missing
  return {
    keys: { ...keys, incomplete: true },
    parent: undefined,
    problems: value.kind !== "list" && value.faulty ? [] : [problem],
  };
}

export interface ExtendsChain {
  /** Files from the one that extends nothing to the environment itself; undefined if a file of the chain is missing. */
  readonly files: readonly EnvironmentFile[] | undefined;
  readonly problems: readonly Problem[];
}

/** Resolves the chain of files of an environment. `read` returns undefined for a name without a file. */
export function resolveExtendsChain(
  start: EnvironmentFile,
  read: (name: string) => EnvironmentFile | undefined,
  names: readonly string[],
): ExtendsChain {
  const files = [start];
  for (let file = start; file.parent;) {
    const { name, position } = file.parent;
    const seen = files.findIndex((earlier) => earlier.name === name);
    if (seen >= 0) {
      return { files: undefined, problems: [circular(files.slice(0, seen + 1))] };
    }
    const parent = read(name);
    if (!parent) {
      return {
        files: undefined,
        problems: [
          unknownParent(
            name,
            position,
            names.filter((other) => other !== file.name),
          ),
        ],
      };
    }
    files.unshift(parent);
    file = parent;
  }
  return { files, problems: [] };
}

/**
 * Reports a cycle at one of its files. It is the same file for every start of the search, so a
 * cycle is reported once.
 */
function circular(members: readonly EnvironmentFile[]): Problem {
  const names = members.map((member) => member.name);
  const first = members[names.indexOf([...names].sort()[0] ?? "")] as EnvironmentFile;
  const chain = [first.name];
  for (let next = first.parent?.name; next !== undefined && next !== first.name;) {
    chain.push(next);
    next = members[names.indexOf(next)]?.parent?.name;
  }
  return {
    location: locationOf((first.parent as NonNullable<EnvironmentFile["parent"]>).position),
    path: EXTENDS,
    got:
      chain.length === 1
        ? `${first.name}, which is this file`
        : `a cycle: ${[...chain, first.name].join(" extends ")}`,
    expected: "another environment, without a cycle",
    fix:
      chain.length === 1 ? "remove extends, or name another environment" : "remove extends from one of them",
  };
}

function unknownParent(name: string, position: Position, others: readonly string[]): Problem {
  return {
    location: locationOf(position),
    path: EXTENDS,
    got: printable(name),
    expected:
      others.length === 0
        ? "another environment in this folder"
        : `one of ${joinWithLimit([...others].sort())}`,
    fix: meantOr("add its file, or remove extends", name, others),
  };
}
