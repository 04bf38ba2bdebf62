import { type SettingPath } from "../../terraform/cause-record";
import { withTexts } from "../../terraform/terraform-templates";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Validation, ownRanges, validation, validationsOf } from "../variables/limits";
import { declarations } from "../variables/variable";
import { type Setting, LONGEST_LINE, aligned, indented } from "../hcl/layout";
import { type Collection } from "./collection";
import { type Fields, type ItemField } from "./fields";
import { snakeCase } from "./growing";
import { sentenceOf } from "./schema-texts";

/** A variable with the elements of a collection. */
interface FoldedVariable {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly value: Json;
  readonly validations: readonly Validation[];
}

interface Declared {
  readonly json: JsonObject;
  readonly values: JsonObject;
  /** Places in maps that values of variables have now, by the name of the variable. */
  readonly absorbed: ReadonlyMap<string, string>;
}

/** The module with names in place of tokens, and with the variables of its collections. */
export function declared(
  json: JsonObject,
  fields: Fields,
  {
    collections,
    values,
    before,
  }: {
    readonly collections: readonly Collection[];
    readonly values: JsonObject;
    /** The module without families. */
    readonly before: JsonObject;
  },
): Declared {
  const text = JSON.stringify(json);
  const used = collections.filter(
    (each) => !each.parent && (text.includes(`:${each.name}@`) || text.includes(`var.${each.name}[`)),
  );
  const names = fields.names();
  const isMap = (name: string): boolean => fields.all.some(({ collection }) => collection.name === name);
  const named = withTexts(json, (part) =>
    part
      .replace(/@field\d+@/g, (token) => names.get(token) ?? token)
      .replace(/@each:(\w+)@/g, (_, name: string) => (isMap(name) ? `var.${name}` : `toset(var.${name})`))
      .replace(/@keys:(\w+)@/g, (_, name: string) => (isMap(name) ? `keys(var.${name})` : `var.${name}`)),
  );
  const declaredBefore = asObject(json["variable"]);
  const variables = used.map((collection) =>
    variableOf(collection, fields.ofCollection(collection), names, declaredBefore),
  );
  // A list of the file has its own settings. Blocks that are only alike have values that other blocks can read too: these stay variables.
  const isReadOutside = usedVariables(named);
  const isOfFile = (collection: Collection): boolean => (collection.parent ?? collection).path !== undefined;
  const absorbed = new Map(
    fields.all.flatMap(({ collection, token, variables: own }) =>
      [...(own ?? [])]
        .filter(([, variable]) => isOfFile(collection) || !isReadOutside(variable))
        .map(
          ([key, variable]) =>
            [variable, `var.${collection.name}[${JSON.stringify(key)}].${names.get(token) ?? ""}`] as const,
        ),
    ),
  );
  const rest = withTexts(named, (part) =>
    part.replace(/\bvar\.(\w+)\b/g, (whole, name: string) => absorbed.get(name) ?? whole),
  );
  const [isUsed, wasUsed] = [usedVariables(rest), usedVariables(before)];
  const others = only(
    asObject(rest["variable"]),
    (name) => !absorbed.has(name) && (isUsed(name) || !wasUsed(name)),
  );
  return {
    json: withoutUnread({ ...rest, variable: { ...others, ...declarations(variables) } }, before),
    absorbed,
    values: {
      ...only(values, (name) => Object.hasOwn(others, name)),
      ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
    },
  };
}

/** The module without local values that blocks read before they were one, and nothing reads now. */
function withoutUnread(json: JsonObject, before: JsonObject): JsonObject {
  const { locals, ...others } = json;
  const [isRead, wasRead] = [readLocals(json), readLocals(before)];
  const read = only(asObject(locals), (name) => isRead(name) || !wasRead(name));
  return Object.keys(read).length === 0 ? others : { ...others, locals: read };
}

function readLocals(json: JsonObject): (name: string) => boolean {
  const text = JSON.stringify(json);
  return (name) => new RegExp(`\\blocal\\.${name}\\b`).test(text);
}

/** Whether a module has a variable outside of declarations. */
function usedVariables(json: JsonObject): (name: string) => boolean {
  const text = JSON.stringify({ ...json, variable: {} });
  const names = new Set([...text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name));
  return (name) => names.has(name);
}

const only = (object: JsonObject, isWanted: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)));

function variableOf(
  collection: Collection,
  fields: readonly ItemField[],
  names: ReadonlyMap<string, string>,
  declaredBefore: JsonObject,
): FoldedVariable {
  const { name, elements, path } = collection;
  const description =
    (path && sentenceOf(path)) ?? `Values of each of the ${name.replaceAll("_", " ")}, by name.`;
  const isList = path !== undefined && elements.every(({ values }) => values.size === 0);
  const nameOfField = (field: ItemField): string => names.get(field.token) ?? "";
  if (fields.length === 0)
    return {
      name,
      type: "list(string)",
      description,
      value: elements.map(({ key }) => key),
      validations: isList ? [...validationsOf(name, path), ...ruleOf(name, path)] : [],
    };
  const value = Object.fromEntries(
    elements.map(({ key }) => [
      key,
      Object.fromEntries(
        fields.flatMap((field) => {
          const own = field.values.get(key) ?? null;
          return own === null ? [] : [[nameOfField(field), own]];
        }),
      ),
    ]),
  );
  return {
    name,
    type: mapType(fields.map((field) => ({ name: nameOfField(field), value: typeOf(field) }))),
    description,
    value,
    validations: [
      ...(isList ? ofEach(validationsOf(ELEMENT, [...path, 0]), `keys(var.${name})`, "") : []),
      ...fields.flatMap((field) => {
        const [variable] = field.variables?.values() ?? [];
        if (variable !== undefined)
          return absorbedValidations(variable, field, fields, declaredBefore, nameOfField);
        const setting = path && elements[0] && settingPath(collection, field.argument);
        const isSetting =
          setting &&
          elements.every(({ key, values }) => field.values.get(key) === (values.get(field.argument) ?? null));
        return isSetting
          ? ofEach(validationsOf(ELEMENT, setting), `values(var.${name})`, `.${nameOfField(field)}`)
          : [];
      }),
    ],
  };
}

/** The rule of the environment on ranges that reach the API, which compares none of its other values. */
const ruleOf = (name: string, path: SettingPath): Validation[] =>
  /^cluster\.apiAccess\.(cidrs|publicCidrs)$/.test(path.join(".")) ? [ownRanges(name)] : [];

/** Name in place of the value that a condition is about. */
const ELEMENT = "each_element";

/** The path of a value of the first element. */
function settingPath({ path, settings }: Collection, argument: string): (string | number)[] | undefined {
  const key = settings?.find((each) => snakeCase(each) === argument);
  return path && key !== undefined ? [...path, 0, key] : undefined;
}

/** Validations of a variable with all elements, from those of one value. */
const ofEach = (validations: readonly Validation[], list: string, attribute: string): Validation[] =>
  validations.map(({ condition, error_message: message }) =>
    validation(
      `alltrue([for ${ELEMENT} in ${list} : ${inside(condition).replaceAll(`var.${ELEMENT}`, `${ELEMENT}${attribute}`)}])`,
      String(message),
    ),
  );

const inside = (condition: Json | undefined): string => String(condition).replace(/^\$\{|\}$/g, "");

/** The validations of a variable whose place the field takes. */
function absorbedValidations(
  variable: string,
  field: ItemField,
  fields: readonly ItemField[],
  declaredBefore: JsonObject,
  nameOfField: (field: ItemField) => string,
): Validation[] {
  const [key] = [...(field.variables ?? [])].find(([, name]) => name === variable) ?? [];
  const inElement = new Map(
    fields.flatMap((each) => {
      const own = key === undefined ? undefined : each.variables?.get(key);
      return own === undefined ? [] : [[own, `${ELEMENT}.${nameOfField(each)}`] as const];
    }),
  );
  const inMessage = (text: string): string =>
    [...inElement].reduce(
      (all, [name, written]) => all.replaceAll(name, written.slice(ELEMENT.length + 1)),
      text,
    );
  const own = asArray(asObject(declaredBefore[variable])["validation"]).map(asObject);
  return own.map(({ condition, error_message: message }) =>
    validation(
      `alltrue([for ${ELEMENT} in values(var.${field.collection.name}) : ${inside(condition).replace(
        /\bvar\.(\w+)\b/g,
        (whole, name: string) => inElement.get(name) ?? whole,
      )}])`,
      inMessage(String(message)),
    ),
  );
}

/** The type of a map of objects, with a line for each attribute where one line is too long. */
function mapType(attributes: readonly Setting[]): string {
  const line = attributes.map(({ name, value }) => `${name} = ${value}`).join(", ");
  return line.length <= LONGEST_LINE
    ? `map(object({ ${line} }))`
    : `map(object({\n${indented(aligned(attributes))}\n}))`;
}

function typeOf({ values }: ItemField): string {
  const all = [...values.values()];
  const types = new Set(all.filter((value) => value !== null).map(typeOfValue));
  const [type = "string"] = types;
  const known = types.size === 1 ? type : "any";
  return all.includes(null) ? `optional(${known})` : known;
}

function typeOfValue(value: Json): string {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) {
    const types = new Set(value.map(typeOfValue));
    return `list(${types.size === 1 ? [...types].join("") : types.size === 0 ? "string" : "any"})`;
  }
  const entries = Object.entries(asObject(value));
  const types = new Set(entries.map(([, item]: [string, Json]) => typeOfValue(item)));
  return types.size === 1 && [...types].every((type) => !type.startsWith("list") && !type.startsWith("map"))
    ? `map(${[...types].join("")})`
    : "any";
}
