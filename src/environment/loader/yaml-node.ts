import { type ConfigPath, type SourceLocation } from "../problems";

/** The text of a file, with the offsets of its lines. */
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

/** A value as written in a file. After `extends`, a mapping can contain values of several files. */
export type YamlNode = YamlScalar | YamlList | YamlMapping;

interface PositionedNode extends Position {
  /** True if a problem of the value is already reported; schema problems of it and below it are then omitted. */
  readonly faulty: boolean;
}

export interface YamlScalar extends PositionedNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** End of the text as written, quotes included. */
  readonly end: number;
  /** True for a value without quotes, whose type YAML derives from the text. */
  readonly plain: boolean;
  /** Text in place of the written one, for a value that a correction puts there. @default - as written */
  readonly text?: string;
}

export interface YamlList extends PositionedNode {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends PositionedNode {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** True if a key could not be read; a key that seems to be missing may then be present. */
  readonly incomplete: boolean;
  /** True if the mapping contains keys of a base besides its own. */
  readonly inherits: boolean;
  /** Positions at which an extending file removes keys of its base. */
  readonly removed: ReadonlyMap<string, Position>;
}

export interface YamlEntry {
  readonly key: Position;
  readonly value: YamlNode;
}

/** The text of a scalar as written in the file. */
export function scalarText(scalar: YamlScalar): string {
  return scalar.text ?? scalar.source.text.slice(scalar.offset, scalar.end);
}

export function locationOf(position: Position): SourceLocation {
  return position.source.locationAt(position.offset);
}

/** The values along a path, from the root to the last value that exists. */
export function valuesAlong(root: YamlNode, path: ConfigPath): YamlNode[] {
  const values = [root];
  for (const step of path) {
    const next = childOf(values[values.length - 1] as YamlNode, step);
    if (next === undefined) break;
    values.push(next);
  }
  return values;
}

export function yamlNodeAt(root: YamlNode, path: ConfigPath): YamlNode | undefined {
  return valuesAlong(root, path)[path.length];
}

/** Position of the value at a path, or of the closest enclosing value. */
export function nearestTo(root: YamlMapping, path: ConfigPath): Position {
  const values = valuesAlong(root, path);
  return values[values.length - 1] ?? root;
}

/** The tree with an entry at a path, or without it. Mappings on the way that do not exist are added. */
export function withEntry<Node extends YamlNode>(
  node: Node,
  path: ConfigPath,
  entry: YamlEntry | undefined,
): Node {
  const [step = "", ...rest] = path;
  const inside = (child: YamlNode | undefined): YamlNode | undefined => {
    if (rest.length === 0) return entry?.value;
    const start = child ?? (entry && emptyAt(entry.value));
    return start && withEntry(start, rest, entry);
  };
  if (node.kind === "list") {
    return { ...node, items: node.items.map((item, at) => (at === step ? (inside(item) ?? item) : item)) };
  }
  const mapping: YamlMapping = node.kind === "mapping" ? node : emptyAt(node);
  const entries = new Map(mapping.entries);
  const before = entries.get(String(step));
  const value = inside(before?.value);
  const key = rest.length === 0 ? entry?.key : (before?.key ?? entry?.key);
  if (value && key) entries.set(String(step), { key, value });
  else entries.delete(String(step));
  return { ...mapping, entries } as YamlNode as Node;
}

/** An empty mapping in place of a written value. */
export const emptyAt = ({ source, offset }: Position): YamlMapping => ({
  kind: "mapping",
  source,
  offset,
  faulty: false,
  incomplete: false,
  inherits: false,
  entries: new Map(),
  removed: new Map(),
});

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
