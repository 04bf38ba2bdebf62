import { type Known, evaluated, withKnown } from "../../../proof/terraform-json/evaluate";
import { type Json, type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { ROOT_MODULE, VALUES_FILE } from "../terraform/grammar";
import { type Normalisation, type Sides, compared } from "./compare";
import { type ReadModule } from "./read-hcl";

/** A written module, as read back. */
export interface ModuleFiles {
  /** All files of the module, merged. */
  readonly module: ReadModule;
  /** Values of its variables. */
  readonly values: JsonObject;
  /** Settings of its backend. */
  readonly backend: JsonObject;
  /** Whether it was read from HCL. */
  readonly isHcl: boolean;
}

export interface Proof {
  /** Differences between the written module and the synthesized stack, one line for each. */
  readonly differences: readonly string[];
  readonly values: number;
  readonly normalisations: readonly Normalisation[];
}

/**
 * Compares a written module with its two sources: with `intended`, which has variables, and, after the variables are
 * replaced by their values, with `source`, which was synthesized and checked.
 */
export function prove(source: JsonObject, intended: JsonObject, written: ModuleFiles): Proof {
  const { module, values, backend, isHcl } = written;
  const sides = { grammar: ROOT_MODULE, foundIsHcl: isHcl, calls: module.calls } satisfies Partial<Sides>;
  const asIntended = compared({ ...sides, expected: intended, found: module.json });
  const own = namesOf(source, "variable");
  const known = knownIn(module.json, source, values);
  const inlined = withValues(module.json, source, known, backend);
  const calls = new Map(
    [...module.calls].map(([call, argument]) => [withKnown(call, known), evaluated(argument, known)]),
  );
  const asSynthesized = compared({ ...sides, calls, expected: source, found: inlined });
  const ofOwnVariables = compared({
    grammar: VALUES_FILE,
    expected: Object.fromEntries(
      own.map((name) => [name, asObject(asObject(source["variable"])[name])["default"] ?? null]),
    ),
    found: Object.fromEntries(Object.entries(values).filter(([name]) => own.includes(name))),
  });
  return {
    differences: [
      ...asIntended.differences.map((line) => `intended module: ${line}`),
      ...asSynthesized.differences.map((line) => `synthesized stack: ${line}`),
      ...ofOwnVariables.differences.map((line) => `value of a variable: ${line}`),
      ...unmatched(namesOf(intended, "variable"), Object.keys(values)),
    ],
    values: asSynthesized.values,
    normalisations: [...new Set([...asIntended.normalisations, ...asSynthesized.normalisations])],
  };
}

const localsIn = (json: JsonObject): JsonObject =>
  Object.assign({}, ...blocksOf(json["locals"])) as JsonObject;

/** Variables and local values that the source does not have. */
function knownIn(json: JsonObject, source: JsonObject, values: JsonObject): Known {
  const isOwnVariable = isIn(namesOf(source, "variable"));
  const isOwnLocal = isIn(namesOf(source, "locals"));
  return {
    variables: only(values, (name) => !isOwnVariable(name)),
    locals: only(localsIn(json), (name) => !isOwnLocal(name)),
  };
}

/** The module with known values in place of their names. */
function withValues(json: JsonObject, source: JsonObject, known: Known, backend: JsonObject): JsonObject {
  const isOwnVariable = isIn(namesOf(source, "variable"));
  const isOwnLocal = isIn(namesOf(source, "locals"));
  const isPlain = (section: string): boolean => !["variable", "locals", "terraform"].includes(section);
  const ownLocals = only(localsIn(json), isOwnLocal);
  return {
    ...(evaluated(only(json, isPlain), known) as JsonObject),
    variable: only(asObject(json["variable"]), isOwnVariable),
    ...(Object.keys(ownLocals).length > 0 ? { locals: [ownLocals] } : {}),
    terraform: blocksOf(json["terraform"]).map((block) =>
      block["backend"] === undefined
        ? block
        : { ...block, backend: withSettings(asObject(block["backend"]), backend) },
    ),
  };
}

const isIn =
  (names: readonly string[]) =>
  (name: string): boolean =>
    names.includes(name);

const only = (object: JsonObject, isWanted: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)));

const withSettings = (backend: JsonObject, settings: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(backend).map(([type, body]) => [
      type,
      blocksOf(body).map((own) => ({ ...settings, ...own })),
    ]),
  );

/** Bodies of a block without labels, which is an object or a list. */
const blocksOf = (value: Json | undefined): JsonObject[] =>
  value === undefined ? [] : (Array.isArray(value) ? asArray(value) : [value]).map(asObject);

const namesOf = (json: JsonObject, section: string): string[] => Object.keys(asObject(json[section]));

function unmatched(declared: readonly string[], given: readonly string[]): string[] {
  return [
    ...declared.filter((name) => !given.includes(name)).map((name) => `variable ${name}: got no value`),
    ...given
      .filter((name) => !declared.includes(name))
      .map((name) => `variable ${name}: got a value but no declaration`),
  ];
}
