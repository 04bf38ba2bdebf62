import { type BodyEntry } from "../hcl/block-headers";
import { type TextPlace } from "../../base/text-places";
import { type PositionedJson } from "../../base/positioned-json";

/** The body of a block as its file has it. Line and column begin at 1. */
export interface WrittenBody {
  readonly line: number;
  readonly column: number;
  /** Arguments and blocks by name; a dynamic block has the name `dynamic NAME`. */
  readonly parts: ReadonlyMap<string, readonly Written[]>;
}

/** An argument or a block in a body. */
interface Written {
  readonly line: number;
  readonly column: number;
  /** Terraform JSON does not distinguish arguments and blocks. */
  readonly form: "argument" | "block" | "json";
  /** Bodies of a block; a list in JSON has several. */
  readonly bodies: readonly WrittenBody[];
}

/** A body without places of its parts: its block is rendered from another file. */
export const withoutPlaces = (line: number, column: number): WrittenBody => ({
  line,
  column,
  parts: new Map(),
});

export function writtenInHcl({ line, column, entries }: BodyEntry): WrittenBody {
  const parts = entries.map((entry): [string, Written] => {
    const place = { line: entry.line, column: entry.column };
    const name = [entry.type, ...entry.labels].join(" ");
    return [
      name,
      entry.isBlock
        ? { ...place, form: "block", bodies: [writtenInHcl(entry)] }
        : { ...place, form: "argument", bodies: [] },
    ];
  });
  return { line, column, parts: grouped(parts) };
}

/** The body of a block in Terraform JSON; `placeIn` finds the place of an offset, and messages about the body point to `offset`. */
export function writtenInJson(
  placeIn: (offset: number) => TextPlace,
  { entries = [] }: PositionedJson,
  offset: number,
): WrittenBody {
  const parts = entries.flatMap(({ key, keyOffset, value }): [string, Written][] => {
    const written = (each: PositionedJson, at: number): Written => ({
      ...placeIn(at),
      form: "json",
      bodies: each.entries
        ? [writtenInJson(placeIn, each, at)]
        : (each.items ?? [])
            .filter((item) => item.entries)
            .map((item) => writtenInJson(placeIn, item, item.offset)),
    });
    if (key !== "dynamic") return [[key, written(value, keyOffset)]];
    return [value, ...(value.items ?? [])].flatMap(({ entries: labels = [] }) =>
      labels.map((label): [string, Written] => [
        `dynamic ${label.key}`,
        written(label.value, label.keyOffset),
      ]),
    );
  });
  return { ...placeIn(offset), parts: grouped(parts) };
}

function grouped(parts: readonly (readonly [string, Written])[]): ReadonlyMap<string, readonly Written[]> {
  const byName = new Map<string, Written[]>();
  for (const [name, written] of parts) byName.set(name, [...(byName.get(name) ?? []), written]);
  return byName;
}
