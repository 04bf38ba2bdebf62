import { isDeepStrictEqual } from "node:util";
import { counted } from "../../../shared/messages/counted";
import { type Json, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { type ReviewLine } from "../line";
import { say } from "../phrase";
import {
  type DecidingKind,
  type FileChange,
  attention,
  info,
  keysOf,
  notUnderstood,
  parsedSides,
} from "./file-change";

/** Locks of addresses: the objects that a synth refuses to lose, and the moves of the state. */
export const addressLocks: DecidingKind = {
  isOf: (path) => path.endsWith(".addresses.json"),
  lines: (change: FileChange) => {
    const { path } = change;
    const sides = parsedSides(change);
    if (!sides) return [notUnderstood(path, "the addresses that a synth refuses to lose")];
    const [was, is] = sides;
    const moves = [was, is].map((side) => new Set(asArray(side["moves"]).map(moveOf)));
    const [oldMoves = new Set<string>(), newMoves = new Set<string>()] = moves;
    const moved = new Set([...newMoves].map((move) => move.split(" → ")[0] ?? ""));
    const [old, now] = [addressesIn(was["addresses"]), addressesIn(is["addresses"])];
    const lost = [...old].filter((address) => !now.has(address) && !moved.has(address));
    const more = [...now].filter((address) => !old.has(address)).length;
    const others = keysOf(was, is).filter(
      (key) => !["//", "moves", "addresses"].includes(key) && !isDeepStrictEqual(was[key], is[key]),
    );
    const lines: ReviewLine[] = [
      ...(lost.length > 0
        ? [
            attention(
              say`${path}: ${lost[0] ?? ""}${[lost.length > 1 ? ` and ${lost.length - 1} more` : ""]} no longer locked: a synth without ${[lost.length > 1 ? "them" : "it"]} is not refused, and Terraform destroys the objects`,
            ),
          ]
        : []),
      ...[...newMoves]
        .filter((move) => !oldMoves.has(move))
        .map((move) => attention(say`${path}: the state moves: ${move}`)),
      ...[...oldMoves]
        .filter((move) => !newMoves.has(move))
        .map((move) =>
          attention(
            say`${path}: no longer moved: ${move}; where it is not applied yet, Terraform destroys the object`,
          ),
        ),
      ...others.map((key) =>
        attention(say`${path}: ${key} changes, which decides what a synth refuses; not understood`),
      ),
      ...(more > 0
        ? [info(say`${path}: ${[counted(more, "address")]} more that a synth does not lose`)]
        : []),
    ];
    return lines.length > 0 ? lines : [info(say`${path}: no address and no move changes`)];
  },
};

const addressesIn = (value: Json | undefined): ReadonlySet<string> =>
  new Set(
    Object.entries(asObject(value)).flatMap(([stack, list]) =>
      asArray(list).map((address) => `${stack} ${String(address)}`),
    ),
  );

function moveOf(move: Json): string {
  const { stack, from, to } = asObject(move);
  return `${String(stack)} ${String(from)} → ${String(to)}`;
}
