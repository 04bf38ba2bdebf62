import type { $ZodType } from "zod/v4/core";
import { nearest } from "../../base/did-you-mean";
import { childSchemas, valueSchemasOf } from "../value-schemas";
import { refusalOf } from "./refused-keys";
import { keyPosition, settingPlaceAt, type PlaceInYaml } from "./places";
import { formatPath, joinWithLimit, printable, type ConfigPath, type Problem } from "../problems";
import { literalKeysOf, namedKeys } from "./value-forms";
import { type ValueSchema, type ValueSchemas } from "./schema-kinds";
import { locationOf, type YamlMapping } from "./yaml-node";

/** Key with the name of the environment to extend. It is not part of any schema. */
export const EXTENDS = "extends";

export interface UnknownKey {
  readonly problem: Problem;
  /** Path of the key that was meant; undefined if that is unclear. The name of another file has no meaning for this one. */
  readonly meant: ConfigPath | undefined;
}

/** Problem of a key that the schema does not define at its path. */
export function unknownKey(root: YamlMapping, schema: $ZodType, path: ConfigPath): UnknownKey {
  const key = String(path[path.length - 1]);
  const parent = settingPlaceAt(root, schema, path.slice(0, -1));
  const refusal = parent.forms.map((form) => refusalOf(form, key)).find((found) => found !== undefined);
  if (refusal) return { problem: { ...placeOfKey(root, path), ...refusal }, meant: undefined };
  const keys = keysFor(parent);
  const written = parent.written?.kind === "mapping" ? parent.written.entries : new Map<string, never>();
  const meant = nearest(
    key,
    keys.filter((candidate) => !written.has(candidate)),
  );
  const elsewhere = fromOtherVariant(root, schema, parent.path, key) ?? fromElsewhere(schema, key);
  const fix =
    meant === undefined || (elsewhere !== undefined && !isSameWord(meant, key))
      ? (elsewhere ?? "remove it")
      : elsewhere === undefined || sameLetters(meant, key)
        ? didYouMean(meant)
        : `${didYouMean(meant)} otherwise ${elsewhere}`;
  const place = parent.path.length === 0 ? "an environment" : formatPath(parent.path);
  const suggests = fix !== "remove it";
  const problem: Problem = {
    ...placeOfKey(root, path),
    expected:
      suggests || keys.length === 0 ? `a key of ${place}` : `one of ${joinWithLimit([...keys].sort(), 30)}`,
    fix,
  };
  return {
    problem,
    meant:
      meant !== undefined && meant !== EXTENDS && fix === didYouMean(meant)
        ? [...parent.path, meant]
        : undefined,
  };
}

const placeOfKey = (root: YamlMapping, path: ConfigPath): Pick<Problem, "location" | "path" | "got"> => ({
  location: locationOf(keyPosition(root, path)),
  path: formatPath(path),
  got: printable(String(path.at(-1))),
});

function keysFor(place: PlaceInYaml): string[] {
  const keys = namedKeys(place.forms);
  return place.path.length === 0 ? [EXTENDS, ...keys] : keys;
}

export const didYouMean = (key: string): string => `did you mean ${key}?`;

const lettersOf = (key: string): string => key.replace(/[-_]/g, "").toLowerCase();

const sameLetters = (a: string, b: string): boolean => lettersOf(a) === lettersOf(b);

/** Whether two keys have the same letters, or are the singular and the plural of a word. */
const isSameWord = (a: string, b: string): boolean =>
  sameLetters(a, b) || sameLetters(a, `${b}s`) || sameLetters(`${a}s`, b);

/** Fix for a key that exists in another variant of the mapping. */
function fromOtherVariant(
  root: YamlMapping,
  schema: $ZodType,
  path: ConfigPath,
  key: string,
): string | undefined {
  const having = allVariants(root, schema, path).filter((form) => namedKeys([form]).includes(key));
  const choices = having.flatMap((form) => literalKeysOf(form)["type"] ?? []).map(String);
  return choices.length === 0 ? undefined : `remove it, or use type: ${choices.join(" or ")}`;
}

function allVariants(root: YamlMapping, schema: $ZodType, path: ConfigPath): ValueSchemas {
  const step = path[path.length - 1];
  return step === undefined
    ? valueSchemasOf(schema)
    : childSchemas(settingPlaceAt(root, schema, path.slice(0, -1)).forms, step);
}

/** Fix for a key that exists at exactly one other path of the schema. */
function fromElsewhere(schema: $ZodType, key: string): string | undefined {
  const places = new Set(key === EXTENDS ? [""] : []);
  collectPlaces(valueSchemasOf(schema), "", key, places, new Set());
  const [only, ...others] = places;
  if (only === undefined || others.length > 0) return undefined;
  return only === "" ? "move it to the top level" : `move it under ${only}`;
}

function collectPlaces(
  forms: ValueSchemas,
  path: string,
  key: string,
  found: Set<string>,
  seen: Set<ValueSchema>,
): void {
  for (const form of forms) {
    if (seen.has(form)) continue;
    const inside = new Set(seen).add(form);
    const { def } = form._zod;
    if (def.type === "object") {
      if (Object.hasOwn(def.shape, key)) found.add(path);
      for (const [name, child] of Object.entries(def.shape)) {
        collectPlaces(valueSchemasOf(child), path === "" ? name : `${path}.${name}`, key, found, inside);
      }
    } else if (def.type === "array") {
      collectPlaces(valueSchemasOf(def.element), `${path}[]`, key, found, inside);
    } else if (def.type === "record") {
      collectPlaces(valueSchemasOf(def.valueType), `${path}.<name>`, key, found, inside);
    }
  }
}
