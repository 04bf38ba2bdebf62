import { isDeepStrictEqual } from "node:util";
import { counted } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type ReviewLine } from "../stages/line";
import { type Phrase, say, firstAndMore } from "../stages/phrase";
import { type DecidingKind, type FileChange, keysOf, parsedSides, remark, warning } from "./file-change";

/** Locks of addresses: the objects that a synth refuses to lose, and the moves of the state. */
export const addressLocks: DecidingKind = {
  isOf: (path) => path.endsWith(".addresses.json"),
  lines: (changes) =>
    [...groupBy(changes.flatMap(eventsOf), ({ kind }) => kind)].map(([kind, events]) => lineOf(kind, events)),
};

/** Something that happens in a lock. */
interface Event {
  readonly kind: keyof typeof LINES;
  readonly path: string;
  /** Subject of the event. */
  readonly name: string;
}

/** Names, and the files that have them. */
type ToLine = (names: Phrase, files: Phrase, count: number) => ReviewLine;

/**
 * One line for each kind of event. What Terraform does to an object is in the review of its
 * environment, and not here: it destroys an object that no block has, keeps an image repository,
 * and does nothing to the objects of a removed stack.
 */
const LINES = {
  lost: (names, files, count) =>
    warning(
      say`${files}: ${names} no longer locked: synth no longer refuses an output without ${[count === 1 ? "it" : "them"]}; the review of the environment has what Terraform does`,
    ),
  moved: (names, files) => warning(say`${files}: the state moves: ${names}`),
  unmoved: (names, files) =>
    warning(
      say`${files}: ${names} no longer moved; a state without the move has the object at the old address, which no block has`,
    ),
  value: (names, files) =>
    warning(say`${files}: ${names}: synth no longer refuses to replace the object for the other value`),
  repository: (names, files) =>
    warning(say`${files}: the image repository of ${names} is no longer known by its name`),
  unretained: (names, files) =>
    warning(say`${files}: ${names} no longer retained; where Terraform still manages it, it deletes it`),
  other: (names, files) =>
    warning(say`${files}: ${names} changes, which decides what a synth refuses; not understood`),
  text: (_, files) => warning(say`${files}: the addresses that a synth refuses to lose; not understood`),
  retained: (names, files, count) =>
    remark(
      say`${files}: image repository ${names} ${[count === 1 ? "stays in AWS with its" : "stay in AWS with their"]} images, and Terraform no longer manages ${[count === 1 ? "it" : "them"]}`,
    ),
  more: (_, files, count) =>
    remark(say`${files}: ${[counted(count, "address")]} more that a synth does not lose`),
  none: (_, files) => remark(say`${files}: no address and no move changes`),
} satisfies Record<string, ToLine>;

function lineOf(kind: Event["kind"], events: readonly Event[]): ReviewLine {
  const [names, files] = [events.map(({ name }) => name), events.map(({ path }) => path)];
  return LINES[kind](firstAndMore(names), firstAndMore(files), new Set(names).size);
}

function eventsOf(change: FileChange): Event[] {
  const { path } = change;
  const sides = parsedSides(change);
  if (!sides) return [{ kind: "text", path, name: "" }];
  const [was, is] = sides;
  const found = [...addressEvents(was, is), ...valueEvents(was, is), ...repositoryEvents(was, is)];
  const others = keysOf(was, is).filter(
    (key) => !READ.includes(key) && !isDeepStrictEqual(was[key], is[key]),
  );
  const all = [...found, ...others.map((key) => ({ kind: "other", name: key }) as const)];
  const events: readonly Omit<Event, "path">[] = all.length > 0 ? all : [{ kind: "none", name: "" }];
  return events.map((event) => ({ ...event, path }));
}

const READ = ["//", "moves", "addresses", "values", "repositories", "retained"];

type Events = readonly Omit<Event, "path">[];

function addressEvents(was: JsonObject, is: JsonObject): Events {
  const [oldMoves = [], newMoves = []] = [was, is].map(({ moves }) => asArray(moves).map(moveOf));
  const moved = newMoves.map((move) => move.split(" → ")[0]);
  const [old, now] = [addressesIn(was), addressesIn(is)];
  const missing = (kind: Event["kind"], names: readonly string[], others: readonly unknown[]): Events =>
    names.filter((each) => !others.includes(each)).map((name) => ({ kind, name }));
  return [
    ...missing("lost", old, [...now, ...moved]),
    ...missing("moved", newMoves, oldMoves),
    ...missing("unmoved", oldMoves, newMoves),
    ...missing("more", now, old),
  ];
}

/** A value of an address that stays locked. New values only refuse more. */
function valueEvents(was: JsonObject, is: JsonObject): Events {
  const [now, locked] = [flat(is["values"]), new Set(addressesIn(is))];
  return [...flat(was["values"])].flatMap(([name, value]) =>
    now.get(name) === value || !locked.has(name.slice(0, name.lastIndexOf(" ")))
      ? []
      : [{ kind: "value", name: `${name}: ${value} → ${now.get(name) ?? "not recorded"}` }],
  );
}

function repositoryEvents(was: JsonObject, is: JsonObject): Events {
  const [old, now] = [flat(was["repositories"]), flat(is["repositories"])];
  const [kept, keeps] = [flat(was["retained"]), flat(is["retained"])];
  return [
    ...[...old].flatMap(([name, value]): Events =>
      now.get(name) === value || keeps.get(name) === value ? [] : [{ kind: "repository", name }],
    ),
    ...[...kept].flatMap(([name, value]): Events =>
      keeps.get(name) === value ? [] : [{ kind: "unretained", name: `${name} (${value})` }],
    ),
    ...[...keeps].flatMap(([name, value]): Events =>
      kept.get(name) === value ? [] : [{ kind: "retained", name: value }],
    ),
  ];
}

/** Values below mappings, each by the keys on its path. */
const flat = (value: Json | undefined, path = ""): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(asObject(value)).flatMap(([key, item]) => {
      const name = path === "" ? key : `${path} ${key}`;
      return item !== null && typeof item === "object"
        ? [...flat(item, name)]
        : [[name, String(item)] as const];
    }),
  );

const addressesIn = ({ addresses }: JsonObject): string[] =>
  Object.entries(asObject(addresses)).flatMap(([stack, list]) =>
    asArray(list).map((address) => `${stack} ${String(address)}`),
  );

function moveOf(move: Json): string {
  const { stack, from, to } = asObject(move);
  return `${String(stack)} ${String(from)} → ${String(to)}`;
}
