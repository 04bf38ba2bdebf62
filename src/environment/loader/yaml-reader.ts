import { isAlias, isMap, isScalar, isSeq, type Document, type Pair, type ParsedNode } from "yaml";
import { formatPath, joinWithLimit, printable, WHOLE_FILE, type ConfigPath, type Problem } from "../problems";
import { refusedKey, refusedText, type RefusedText } from "./refused-text";
import {
  locationOf,
  type Position,
  type SourceText,
  type YamlNode,
  type YamlEntry,
  type YamlMapping,
} from "./yaml-node";

/** Far deeper than any configuration. */
const MAX_NESTING = 32;

/** About four thousand models with a dozen keys each. More values would take long to refuse. */
const MAX_VALUES = 50_000;

/**
 * Converts the nodes of the yaml library to values with positions. Reports constructs that hide the meaning of a file,
 * and continues to read.
 */
export class YamlReader {
  readonly found: { readonly offset: number; readonly problem: Problem }[] = [];
  /** Start offset of each quoted text by its end offset, to locate a missing closing quote. */
  readonly openings = new Map<number, number>();
  private nextComplaint = 0;
  private values = 0;

  constructor(
    private readonly source: SourceText,
    /** Offsets of the parser's errors and warnings, ascending. */
    private readonly complaints: readonly number[],
  ) {}

  readRoot(document: Document.Parsed): YamlMapping | undefined {
    const { contents, directives } = document;
    if (directives.yaml.explicit === true || Object.keys(directives.tags).length > 1) {
      this.refuse(0, [], {
        got: "a directive",
        expected: "YAML 1.2 without directives",
        fix: "remove the lines that start with %",
      });
    }
    if (contents === null || (isScalar(contents) && contents.source === "")) {
      this.refuse(0, [], {
        got: "an empty file",
        expected: "the keys of an environment",
        fix: "add the keys, or delete the file",
      });
      return undefined;
    }
    const root = this.read(contents, [], undefined);
    if (this.values > MAX_VALUES) {
      const fix = "move data that is not configuration to another file";
      this.found.length = 0;
      this.refuse(0, [], { got: `more than ${MAX_VALUES} values`, expected: `at most ${MAX_VALUES}`, fix });
      return undefined;
    }
    if (root.kind === "mapping") {
      return root;
    }
    if (!root.faulty) {
      const got = root.kind === "list" ? "a list" : printable(this.source.text.slice(root.offset, root.end));
      this.refuse(root.offset, [], {
        got,
        expected: "keys with values",
        fix: "start each line with a key and a colon",
      });
    }
    return undefined;
  }

  private read(node: ParsedNode | null, path: ConfigPath, key: Position | undefined): YamlNode {
    const { source } = this;
    const start = node?.range[0] ?? key?.offset ?? 0;
    this.values++;
    if (node === null || isAlias(node)) {
      // a null node is the value of a key without a colon, as in `? a`
      const end = node?.range[1] ?? start;
      if (node !== null) {
        const got = printable(source.text.slice(start, end));
        this.refuse(start, path, {
          got: `the alias ${got}`,
          expected: "a value without aliases",
          fix: "replace the alias with the value",
        });
      }
      return { kind: "scalar", source, offset: start, end, value: null, plain: true, faulty: node !== null };
    }
    const refused = this.refuseProperties(node, path) || this.refuseDepth(node, path);
    if (isMap(node)) {
      const offset = node.flow === true ? start : (key?.offset ?? start);
      return {
        kind: "mapping",
        source,
        offset,
        faulty: refused,
        inherits: false,
        removed: NOTHING_REMOVED,
        ...this.entries(node.items, path),
      };
    }
    if (isSeq(node)) {
      const offset = node.flow === true ? start : (key?.offset ?? start);
      const read = tooDeep(path) ? [] : node.items.slice(0, MAX_VALUES);
      const items = read.map((item, index) => this.read(item, [...path, index], undefined));
      return { kind: "list", source, offset, faulty: refused, items };
    }
    const value = node.value as string | number | boolean | null;
    const problem = typeof value === "string" ? refusedText(value) : undefined;
    if (problem) this.refuse(start, path, problem);
    const [, end] = node.range;
    if (node.type !== "PLAIN" && this.complaints.length > 0) this.openings.set(end, start);
    const faulty = this.hasComplaint(start, end) || refused || problem !== undefined;
    // an omitted value has the position of its key
    const offset = end > start ? start : (key?.offset ?? start);
    return {
      kind: "scalar",
      source,
      offset,
      end: offset + end - start,
      value,
      plain: node.type === "PLAIN",
      faulty,
    };
  }

  private entries(items: readonly Pair[], path: ConfigPath): Pick<YamlMapping, "entries" | "incomplete"> {
    const entries = new Map<string, YamlEntry>();
    let incomplete = false;
    if (tooDeep(path)) return { entries, incomplete };
    for (const item of items) {
      if (this.values > MAX_VALUES) break;
      const pair = item as Pair<ParsedNode, ParsedNode | null>;
      const key = { source: this.source, offset: pair.key.range[0] };
      const name = this.readKey(pair.key, key, path);
      const value = this.read(pair.value, [...path, name ?? "?"], key);
      const first = name === undefined ? undefined : entries.get(name);
      if (name === undefined) {
        incomplete = true;
      } else if (first) {
        const line = locationOf(first.key).line;
        const got = `a second ${printable(name)} (the first is on line ${line})`;
        this.refuse(key.offset, [...path, name], {
          got,
          expected: "each key once",
          fix: "remove one of the two",
        });
      } else {
        entries.set(name, { key, value });
      }
    }
    return { entries, incomplete };
  }

  /** The name of a key; undefined if it is refused. */
  private readKey(node: ParsedNode, key: Position, path: ConfigPath): string | undefined {
    const written = printable(this.source.text.slice(node.range[0], node.range[1]));
    if (isAlias(node)) {
      this.refuse(key.offset, path, {
        got: `the alias ${written}`,
        expected: "a key without aliases",
        fix: "replace the alias with the key",
      });
      return undefined;
    }
    const withProperties = this.refuseProperties(node, path);
    if (!isScalar(node)) {
      this.refuse(key.offset, path, {
        got: "a list or mapping as a key",
        expected: "text as a key",
        fix: "check the braces, brackets and question marks on this line",
      });
      return undefined;
    }
    if (typeof node.value !== "string") {
      this.refuse(key.offset, path, {
        got: node.value === null ? "an empty key" : `the key ${written}`,
        expected: "text as a key",
        fix: node.value === null ? "write a key before the colon" : `quote it: "${written}"`,
      });
      return undefined;
    }
    const problem = refusedKey(node.value, node.type === "PLAIN");
    if (problem) this.refuse(key.offset, [...path, node.value], problem);
    return problem || withProperties ? undefined : node.value;
  }

  private refuseProperties(node: ParsedNode, path: ConfigPath): boolean {
    const tag = node.tag?.replace("tag:yaml.org,2002:", "!!");
    const names = [
      ...("anchor" in node && node.anchor !== undefined ? [`&${node.anchor}`] : []),
      ...(tag === undefined ? [] : [`the tag ${tag}`]),
    ].map((name) => printable(name));
    if (names.length === 0) return false;
    const fix = `remove ${joinWithLimit(names)}${tag === undefined ? "" : "; a quoted value is text"}`;
    this.refuse(node.range[0], path, {
      got: joinWithLimit(names),
      expected: "values without anchors and tags",
      fix,
    });
    return true;
  }

  private refuseDepth(node: ParsedNode, path: ConfigPath): boolean {
    if (!tooDeep(path) || isScalar(node)) return false;
    this.refuse(node.range[0], [], {
      got: `values nested more than ${MAX_NESTING} levels deep`,
      expected: `at most ${MAX_NESTING} levels`,
      fix: "check the indentation and brackets",
    });
    return true;
  }

  /** True if the parser reports an error in this range. Call it in the order of the file. */
  private hasComplaint(start: number, end: number): boolean {
    while ((this.complaints[this.nextComplaint] ?? Infinity) < start) this.nextComplaint++;
    return (this.complaints[this.nextComplaint] ?? Infinity) < end;
  }

  private refuse(offset: number, path: ConfigPath, refusal: RefusedText): void {
    const location = this.source.locationAt(offset);
    const problem = { location, path: path.length === 0 ? WHOLE_FILE : formatPath(path), ...refusal };
    this.found.push({ offset, problem });
  }
}

const NOTHING_REMOVED: ReadonlyMap<string, Position> = new Map();

function tooDeep(path: ConfigPath): boolean {
  return path.length >= MAX_NESTING;
}
