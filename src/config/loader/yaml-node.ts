import type { ConfigPath, SourceLocation } from "./problems";

/** The text of one file, and where its lines begin. */
export class SourceText {
  private lineStarts: number[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  locationAt(offset: number): SourceLocation {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}

export interface Position {
  readonly source: SourceText;
  readonly offset: number;
}

/** A value as it stands in a file. After `extends` a mapping may hold values of several files. */
export type YamlNode = YamlScalar | YamlList | YamlMapping;

interface PositionedNode extends Position {
  /** A problem is already reported here: whatever a schema says about it or below it would only repeat that. */
  readonly faulty: boolean;
}

export interface YamlScalar extends PositionedNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** End of the text as written, quotes included. */
  readonly end: number;
  /** Without quotes, so that YAML and not the author chose the type. */
  readonly plain: boolean;
}

export interface YamlList extends PositionedNode {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends PositionedNode {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** A key could not be read, so that a missing key may only seem to be missing. */
  readonly incomplete: boolean;
  /** Holds keys of a base besides its own. */
  readonly inherits: boolean;
  /** Where an extending file removed a key of its base. */
  readonly removed: ReadonlyMap<string, Position>;
}

export interface YamlEntry {
  readonly key: Position;
  readonly value: YamlNode;
}

/** The text of a scalar as it stands in the file. */
export function textOf(scalar: YamlScalar): string {
  return scalar.source.text.slice(scalar.offset, scalar.end);
}

export function locationOf(position: Position): SourceLocation {
  return position.source.locationAt(position.offset);
}

/** The values on the way from the root along a path, as far as they are written. */
export function valuesAlong(root: YamlNode, path: ConfigPath): YamlNode[] {
  const values = [root];
  for (const step of path) {
    const next = childOf(values[values.length - 1] as YamlNode, step);
    if (next === undefined) break;
    values.push(next);
  }
  return values;
}

export function valueAt(root: YamlNode, path: ConfigPath): YamlNode | undefined {
  return valuesAlong(root, path)[path.length];
}

function childOf(value: YamlNode, step: string | number): YamlNode | undefined {
  if (value.kind === "mapping") return value.entries.get(String(step))?.value;
  return value.kind === "list" ? value.items[Number(step)] : undefined;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}
