import { parseDocument } from "yaml";
import { type Problem } from "../problems";
import { YamlReader } from "./yaml-reader";
import { leavesTreeUsable, syntaxProblems } from "./yaml-syntax";
import { type SourceText, type YamlMapping } from "./yaml-node";

interface YamlReading {
  /**
   * The keys of the file; undefined, with at least one problem, if the file is not usable. After a syntax error from
   * which the parser cannot recover, the keys before the error.
   */
  readonly root: YamlMapping | undefined;
  /** True if the file may contain keys that could not be read. */
  readonly isPartial: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Reads a file in a subset of YAML without hidden meaning: one document, a mapping of unique text keys, without
 * anchors, aliases, merge keys, tags and directives.
 * Refused constructs are reported and the rest is still read, so that one run shows all problems.
 */
export function readYaml(source: SourceText): YamlReading {
  // the schema is core even if a directive selects another; the reader finds duplicate keys,
  // because yaml takes n² steps
  const document = parseDocument(source.text, {
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
  });
  const complaints = [...document.errors, ...document.warnings];
  const reader = new YamlReader(
    source,
    complaints.map((complaint) => complaint.pos[0]).sort((a, b) => a - b),
  );
  const root = reader.readRoot(document);
  const lost = complaints.reduce(
    (first, complaint) => (leavesTreeUsable(complaint) ? first : Math.min(first, complaint.pos[0])),
    Infinity,
  );
  const found = reader.found.filter(({ offset }) => offset < lost);
  // the reader refuses values that are too deep long before the parser gives up, which it can do at several depths
  const exhausted = complaints.filter(({ code }) => found.length > 0 && code === "RESOURCE_EXHAUSTION");
  const end = Math.min(...exhausted.map(({ pos }) => pos[0]));
  const syntax = complaints.filter(({ pos }) => pos[0] < end);
  return {
    isPartial: lost !== Infinity,
    root: lost === Infinity || root === undefined ? root : before(root, lost),
    // after an unrecoverable syntax error, the parser only guesses the structure
    problems: [...syntaxProblems(source, syntax, reader.openings), ...found.map(({ problem }) => problem)],
  };
}

/**
 * The keys of a file that end before an offset. The meaning of the key at the offset is unclear, and the keys after it
 * are guesses. Undefined if no key ends before the offset.
 */
function before(root: YamlMapping, offset: number): YamlMapping | undefined {
  const above = [...root.entries].filter(([, { key }]) => key.offset < offset);
  const entries = new Map(above.slice(0, -1));
  return entries.size > 0 ? { ...root, entries, incomplete: true } : undefined;
}
