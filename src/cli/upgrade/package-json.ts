import { isDeepStrictEqual } from "node:util";
import { BINARY } from "../../base/program-name";

const KINDS = ["dependencies", "devDependencies"] as const;

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export const packageJsonOf = (text: string): PackageJson => JSON.parse(text) as PackageJson;

/** Where a project has the program from: a version, or a tarball as `file:PATH`. Undefined where it does not depend on it. */
export function specifierIn(text: string): string | undefined {
  const project = packageJsonOf(text);
  return KINDS.map((kind) => project[kind]?.[BINARY]).find((specifier) => specifier !== undefined);
}

/** The text of a package.json with another version of the program. All other text stays as its author wrote it. */
export function withSpecifier(text: string, specifier: string): string {
  return KINDS.reduce((edited, kind) => {
    const project = packageJsonOf(edited);
    if (project[kind]?.[BINARY] === undefined) return edited;
    const wanted = { ...project, [kind]: { ...project[kind], [BINARY]: specifier } };
    // The same words can be in another place, such as the scripts: the right place is the one that
    // gives the wanted value.
    const candidates = [...edited.matchAll(ENTRY)].map(
      ({ 0: entry, 1: key = "", index }) =>
        edited.slice(0, index) + key + JSON.stringify(specifier) + edited.slice(index + entry.length),
    );
    return candidates.find((candidate) => isDeepStrictEqual(packageJsonOf(candidate), wanted)) ?? edited;
  }, text);
}

/** The name of the program as a key, with its text. */
const ENTRY = new RegExp(`("${BINARY}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, "g");
