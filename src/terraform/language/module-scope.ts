import { type Json, type JsonObject, blocks } from "../stack-json";
import { own } from "../../base/own";
import { onlyExpression, unescapeTemplates } from "../terraform-templates";
import { evaluate } from "./evaluate";
import { valueOfParsed as plainValue } from "./functions/json";
import { Mistake } from "../mistake";
import { type NameScope } from "./scope";
import { Undeclared } from "./undeclared";
import { type Expression } from "./syntax/expression";
import { parsedOnce } from "./syntax/parsed-once";
import { constraintOf } from "./values/constraint";
import { converted } from "./values/convert";
import { HclUnknown, type HclValue, object, tuple } from "./values/value";

/** Blocks with one label, by the label. A block read from HCL is in a list. */
export const labelled = (section: Json | undefined): (readonly [string, JsonObject])[] =>
  blocks(section).flatMap((byLabel) =>
    Object.entries(byLabel).flatMap(([label, bodies]) =>
      blocks(bodies).map((body) => [label, body] as const),
    ),
  );

/** Value of a JSON value whose texts are templates. */
export function valueOfJson(json: Json, scope: NameScope): HclValue {
  if (typeof json === "string") return evaluate(parsedOnce(json), scope);
  if (Array.isArray(json)) return tuple(json.map((item: Json) => valueOfJson(item, scope)));
  if (json === null || typeof json !== "object") return json;
  const entries = Object.entries(json);
  if (entries.every(([key]) => !key.includes("{")))
    return object(entries.map(([key, item]) => [key, valueOfJson(item, scope)] as const));
  // A key can be a template too.
  const keys = entries.map(([key, item]) => ({ key: parsedOnce(key), value: item }));
  const node: Expression = {
    kind: "object",
    entries: keys.map(({ key }, index) => ({ key, value: { kind: "name", name: `${index}` } })),
  };
  const items = keys.map(({ value }) => valueOfJson(value, scope));
  return evaluate(node, { ...scope, name: (name) => items[Number(name)] ?? scope.name(name) });
}

interface Options {
  /** Variables that are not replaced by a value. @default - none */
  readonly openVariables?: readonly string[];
  /** Whether a local value that only an apply knows stays one, as in the text of a policy. @default false */
  readonly keepsOpenLocals?: boolean;
  /** @default - nothing is certain */
  readonly least?: NameScope["least"];
}

/** Names of a module: variables with their values, local values, and blocks with their instances. */
export class ModuleScope implements NameScope {
  private readonly variables: ReadonlyMap<string, JsonObject>;
  private readonly locals: JsonObject;
  private readonly known = new Map<string, HclValue>();
  private readonly open = new Set<string>();
  /** Local values that an expression reads, and that only an apply knows. */
  readonly openLocals = new Map<string, HclUnknown>();
  /** Names of the variables whose values were used. */
  readonly usedVariables = new Set<string>();
  readonly least: NameScope["least"];

  constructor(
    module: JsonObject,
    private readonly values: JsonObject,
    readonly block: NameScope["block"],
    private readonly options: Options = {},
  ) {
    this.least = options.least;
    this.variables = new Map(labelled(module["variable"]));
    const [locals = {}, ...others] = blocks(module["locals"]);
    // A copy would lose the gaps of a plan, which ask for values.
    this.locals = others.length === 0 ? locals : (Object.assign({}, locals, ...others) as JsonObject);
  }

  readonly name = (): HclValue | undefined => undefined;

  readonly named = (kind: "var" | "local", name: string): HclValue | undefined => {
    const address = `${kind}.${name}`;
    const known = this.known.get(address);
    if (known !== undefined) return known;
    if (kind === "local" && this.openLocals.has(name)) return undefined;
    const value = this.once(address, () => (kind === "var" ? this.variable(name) : this.local(name)));
    if (kind === "local" && value instanceof HclUnknown && this.options.keepsOpenLocals) {
      this.openLocals.set(name, value);
      return undefined;
    }
    if (value !== undefined) this.known.set(address, value);
    return value;
  };

  /** An error ends the reading too: `try` goes on after it. */
  private once<T>(address: string, read: () => T): T {
    if (this.open.has(address)) throw new Mistake(`${address} uses itself`);
    this.open.add(address);
    try {
      return read();
    } finally {
      this.open.delete(address);
    }
  }

  /** Value of a declared local value. */
  local(name: string): HclValue {
    const json = own(this.locals, name);
    if (json === undefined) throw new Undeclared(`got local.${name}, expected a declared local value`);
    return valueOfJson(json, this);
  }

  /** The given value, or the default; undefined if there is neither. */
  private variable(name: string): HclValue | undefined {
    const declaration = this.variables.get(name);
    if (!declaration) throw new Undeclared(`got var.${name}, expected a declared variable`);
    this.usedVariables.add(name);
    if (this.options.openVariables?.includes(name)) return undefined;
    const given = own(this.values, name);
    const isSet = given !== undefined && (given !== null || declaration["nullable"] !== false);
    // The reader of HCL keeps the escapes of templates in a default.
    const json = isSet ? given : unescapeTemplates(declaration["default"]);
    if (json === undefined) return undefined;
    const value = plainValue(json);
    return typeof declaration["type"] === "string" ? converted(value, typeIn(declaration["type"])) : value;
  }
}

const typeIn = (text: string): ReturnType<typeof constraintOf> => constraintOf(onlyExpression(text) ?? text);
