import { providerLocks } from "../deciding-files/provider-locks";
import { type ReviewLine } from "./line";
import { type Phrase, joinValues, say } from "./phrase";
import { type OutputStack } from "../../terraform/output";

interface Side {
  readonly stacks: readonly OutputStack[];
  readonly files: ReadonlyMap<string, string>;
}

/** Lines on the files beside the JSON of stacks: charts, and locks of providers. */
export function fileLines(before: Side, after: Side): ReviewLine[] {
  const [old, now] = [before.files, after.files];
  if (before.stacks.length === 0 || after.stacks.length === 0) return [];
  const changes = [...new Set([...now.keys(), ...old.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter(({ before: was, after: is }) => was !== is);
  const locks = changes.filter(({ path }) => providerLocks.isOf(path));
  const others = changes.filter((change) => !locks.includes(change));
  return [
    ...providerLocks.lines(locks),
    ...others.map(({ path, before: was, after: is }): ReviewLine => {
      const what = was === undefined ? "added" : is === undefined ? "removed" : "changed";
      return { level: "info", text: say`file ${path} was ${[what]}` };
    }),
  ];
}

/** Lines on the order in which the stacks are applied. */
export function stackOrderLines(before: Side, after: Side): ReviewLine[] {
  const was = new Map(before.stacks.map((stack) => [stack.layer, stack.after]));
  return after.stacks.flatMap(({ layer, after: is }): ReviewLine[] => {
    const old = was.get(layer);
    if (old === undefined || [...old].sort().join() === [...is].sort().join()) return [];
    const text = say`applied after: ${stackNames(old)} → ${stackNames(is)}`;
    return [{ level: "info", layer, text }];
  });
}

const stackNames = (names: readonly string[]): Phrase =>
  names.length > 0 ? joinValues(names) : ["no stack"];
