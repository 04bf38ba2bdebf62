import { dirname, join } from "node:path";
import { assuming } from "./assumed";
import { type EnvironmentFile } from "./extends-chain";
import { gotOf, problemsOfIssues } from "./issue-problems";
import { type LoadRequest } from "../load-request";
import { type LoadedEnvironment } from "../loaded-environment";
import { withMeantKeys } from "./meant-keys";
import { mergeEnvironments } from "./merge";
import { readNamedFiles } from "./named-files";
import { plainValue } from "./plain-value";
import { type Problem, formatPath } from "../problems";
import { valueSchemasOf } from "../value-schemas";
import { type RuleProblem } from "../rule-problems";
import { acceptedPart, unlessRefused, withoutRefused } from "./refused-values";
import { readOwnFiles } from "./own-files";
import { type YamlMapping, locationOf, nearestTo, yamlNodeAt } from "./yaml-node";
import { type CorrectedEnvironment } from "./corrected-environment";

/** An environment with its inherited keys, and its problems. */
export interface Judged<T> {
  readonly keys: YamlMapping;
  readonly bases: readonly string[];
  readonly problems: readonly Problem[];
  /** Undefined if the environment has problems. */
  readonly environment: LoadedEnvironment<T> | undefined;
  /** Undefined if the environment has no problems, or cannot be built without its refused values. */
  readonly corrected: CorrectedEnvironment<T> | undefined;
}

/**
 * Validates an environment against the schema and the rules. Undefined if one of its files could not be read, or if a
 * base was read only in part: keys of that base could then be reported as missing.
 */
export function judge<T>(
  request: LoadRequest<T>,
  name: string,
  files: readonly EnvironmentFile[],
): Judged<T> | undefined {
  const { schema } = request;
  const mappings = files.flatMap((file) => file.keys ?? []);
  if (files.length === 0 || mappings.length < files.length) return undefined;
  if (files.slice(0, -1).some((base) => base.isPartial)) return undefined;
  const { keys, problems: corrected } = withMeantKeys(mappings.reduce(mergeEnvironments), schema);
  const bases = files.slice(0, -1).map((base) => base.name);

  const { value: written, problems } = plainValue(keys, valueSchemasOf(schema));
  const value = request.derived?.(written) ?? written;
  const result = schema.safeParse(value);
  const refused = result.success ? [] : problemsOfIssues(result.error.issues, keys, schema);
  // a number that the schema refuses is not also reported for its notation
  const paths = new Set(refused.map((problem) => problem.path));
  const found = [...problems.filter((problem) => !paths.has(problem.path)), ...refused];
  const isValid = corrected.length + found.length === 0 && files.every((each) => each.problems.length === 0);
  const config =
    result.success && isValid
      ? result.data
      : acceptedPart(schema, { keys, value, refused: new Set(found.map(({ path }) => path)) });
  const file = (files[files.length - 1] as EnvironmentFile).file;
  const named = readNamedFiles(
    dirname(file),
    unlessRefused(() => request.files?.named(config) ?? []),
  );
  const texts = new Map(named.files.map((each) => [each.file, each.text]));
  const broken = [
    ...unlessRefused(() => request.rules?.(config, name) ?? []),
    ...named.problems,
    ...unlessRefused(() => request.files?.rules(config, texts) ?? []),
  ];
  const { own, problems: unreadable } = readOwnFiles(file, name);
  const all = [...corrected, ...found, ...broken.map((rule) => problemOfRule(rule, keys)), ...unreadable];
  const judged = { keys, bases, problems: all, environment: undefined, corrected: undefined };
  const read = { name, file, chain: files, keys, files: named.files, own };
  if (isValid && all.length === 0) return { ...judged, environment: loaded(read, config) };
  const rest = result.success ? result : schema.safeParse(withoutRefused(value, result.error.issues));
  if (!rest.success || files.some((each) => each.problems.length > 0)) return judged;
  const environment = loaded(read, assuming(rest.data, broken));
  const isWhole = found.length + broken.length + unreadable.length === 0;
  return { ...judged, corrected: { environment, isWhole } };
}

/** The files of an environment. */
interface Read extends Pick<LoadedEnvironment<unknown>, "name" | "file" | "files" | "own"> {
  /** Its YAML file, after those that it extends. */
  readonly chain: readonly EnvironmentFile[];
  readonly keys: YamlMapping;
}

function loaded<T>({ name, file, chain, keys, files, own = [] }: Read, config: T): LoadedEnvironment<T> {
  return {
    name,
    file,
    texts: new Map([
      ...chain.map((each) => [each.file, each.text] as const),
      ...files.map((each) => [join(dirname(file), each.file), each.text] as const),
    ]),
    files,
    config,
    own,
    locate: (path) => locationOf(nearestTo(keys, path)),
    writtenAt: (path) => {
      const value = yamlNodeAt(keys, path);
      return value && locationOf(value);
    },
  };
}

export function problemOfRule({ path, got, expected, fix }: RuleProblem, keys: YamlMapping): Problem {
  const location = locationOf(nearestTo(keys, path));
  return { location, path: formatPath(path), got: got ?? gotOf(yamlNodeAt(keys, path)), expected, fix };
}
