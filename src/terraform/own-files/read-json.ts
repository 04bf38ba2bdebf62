import { jsonMistake } from "../../base/text-mistakes";
import { type PositionedJson, positionedJson } from "../../base/positioned-json";
import { type TextPlace, placesIn } from "../../base/text-places";
import { type JsonObject, asObject } from "../stack-json";
import { type OwnBlock } from "../own-block";
import { META } from "../meta-arguments";
import { addressedBlocks } from "./own-blocks";
import { writtenInJson } from "./written-body";
import { FileMistake } from "../parser";

interface JsonFile {
  readonly text: string;
  /** Place of an offset. */
  readonly placeOf: (offset: number) => TextPlace;
}

/** The blocks of a file of Terraform JSON. Throws a FileMistake. */
export function blocksInJson(text: string): OwnBlock[] {
  const file = { text, placeOf: placesIn(text) };
  const mistake = jsonMistake(text);
  if (mistake) throw mistakeAt(file, mistake.offset, `invalid JSON (${mistake.what})`);
  const root = positionedJson(text);
  if (!root.entries) throw mistakeAt(file, root.offset, "no object of blocks");
  refuseRepeatedKeys(file, root);
  return root.entries.flatMap(({ key: type, keyOffset, value }) => {
    if (type === "//") return [];
    const labels = Object.hasOwn(META.labels, type) ? (META.labels[type] ?? 0) : 0;
    return blocksBelow(file, { type, labels: [], left: labels, offset: keyOffset }, value);
  });
}

/** Terraform reads a key that occurs twice as two blocks, and JSON.parse only the second one. */
function refuseRepeatedKeys(file: JsonFile, { entries = [], items = [] }: PositionedJson): void {
  const known = new Set<string>();
  for (const { key, keyOffset, value } of entries) {
    if (known.has(key) && key !== "//")
      throw mistakeAt(file, keyOffset, `the key ${JSON.stringify(key)} twice`);
    known.add(key);
    refuseRepeatedKeys(file, value);
  }
  items.forEach((item) => refuseRepeatedKeys(file, item));
}

interface Opening {
  readonly type: string;
  /** Labels so far, and how many are missing. */
  readonly labels: readonly string[];
  readonly left: number;
  /** Offset of the last label, or of the type. */
  readonly offset: number;
}

/** Each label is a key of an object; a list has several blocks. */
function blocksBelow(file: JsonFile, opening: Opening, value: PositionedJson): OwnBlock[] {
  const { type, labels, left, offset } = opening;
  if (value.items)
    return value.items.flatMap((item) =>
      blocksBelow(
        file,
        left === 0 && labels.length > 0 ? opening : { ...opening, offset: item.offset },
        item,
      ),
    );
  if (!value.entries)
    throw mistakeAt(file, value.offset, `no object in ${[type, ...labels].join(".")}, where a block must be`);
  if (left === 0) {
    const blocks = addressedBlocks({
      type,
      labels,
      body: bodyOf(file.text, value),
      ...file.placeOf(offset),
      written: () => writtenInJson(file.placeOf, value, offset),
    });
    // Each local value is at its own key.
    const places = new Map(value.entries.map(({ key, keyOffset }) => [key, file.placeOf(keyOffset)]));
    return type === "locals"
      ? blocks.map((block) => ({ ...block, ...places.get(block.labels[0] ?? "") }))
      : blocks;
  }
  return value.entries.flatMap(({ key, keyOffset, value: below }) =>
    key === "//"
      ? []
      : blocksBelow(file, { type, labels: [...labels, key], left: left - 1, offset: keyOffset }, below),
  );
}

function bodyOf(text: string, value: PositionedJson): JsonObject {
  const body = asObject(JSON.parse(text.slice(value.offset, value.end)) as JsonObject);
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== "//"));
}

const mistakeAt = ({ placeOf }: JsonFile, offset: number, what: string): FileMistake => {
  const { line, column } = placeOf(offset);
  return new FileMistake(line, column, what);
};
