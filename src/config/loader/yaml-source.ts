import { parseDocument } from "yaml";
import { type Problem } from "./problems";
import { type SourceText, type YamlMapping } from "./yaml-node";
import { YamlReader } from "./yaml-reader";
import { leavesTreeUsable, syntaxProblems } from "./yaml-syntax";

export interface YamlReading {
  /**
   * The keys of the file; none where it is not usable, and then there is at least one problem. Where the parser lost
   * the thread, the keys before that place.
   */
  readonly root: YamlMapping | undefined;
  /** Whether keys are left out that the file may hold. */
  readonly isPartial: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Reads one file of the YAML that a reviewer can take at face value: one document, a mapping of text keys,
 * each once, without anchors, aliases, merge keys, tags and directives.
 * What is refused is reported and the rest still read, so that one run shows all.
 */
export function readYaml(source: SourceText): YamlReading {
  // core whatever a directive in the file says; keys are compared by the reader, since yaml does it in n² steps
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
  return {
    isPartial: lost !== Infinity,
    root: lost === Infinity || root === undefined ? root : before(root, lost),
    // after the place where the parser lost the thread it only guesses what the author meant
    problems: [
      ...syntaxProblems(source, complaints, reader.openings),
      ...reader.found.filter(({ offset }) => offset < lost).map(({ problem }) => problem),
    ],
  };
}

/**
 * The keys of a file that end before a place: the one around it may mean anything, and those behind it are guesses.
 * None where there are none.
 */
function before(root: YamlMapping, offset: number): YamlMapping | undefined {
  const above = [...root.entries].filter(([, { key }]) => key.offset < offset);
  const entries = new Map(above.slice(0, -1));
  return entries.size > 0 ? { ...root, entries, incomplete: true } : undefined;
}
