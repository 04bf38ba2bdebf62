import { META } from "../../src/terraform/meta-arguments";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../src/facts/provider-schema";
import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../src/terraform/stack-json";
import { type Editable } from "./altered";
import { extractOf, isReadable } from "./provider-schemas";
import { UNKNOWN, type Value, change, hasUnknown } from "./planned-trees";

/** Kind of a plan. */
export interface PlanShape {
  /** For a configuration in JSON, Terraform prints expressions verbatim; for HCL, only their references. */
  readonly syntax: "json" | "hcl";
  /** Before the first apply, all computed attributes are unknown. */
  readonly applied: boolean;
}

/** Number of items of another layer's output; undefined if it is not a list. */
export type ListLength = (layer: string, output: string) => number | undefined;

/**
 * Simulates `terraform show -json` for a plan of a stack: its configuration and values. Modelled on the output of
 * Terraform 1.11 and independent of the code that reads plans.
 */
export function terraformPlan(
  stack: StackJson,
  shape: PlanShape,
  listLength: ListLength = () => undefined,
  module: WrittenModule = { written: stack, values: defaultsOf(stack) },
): Editable {
  return new Planner(stack, shape, listLength, module).plan();
}

/** A module with variables that is equivalent to a stack. */
export interface WrittenModule {
  readonly written: StackJson;
  readonly values: JsonObject;
  /** Instances of the module, by their address in the stack. @default - both have the same addresses */
  readonly moved?: ReadonlyMap<string, Moved>;
}

/** An instance of a map. */
export interface Moved {
  /** Address of its block. */
  readonly address: string;
  readonly name: string;
  readonly key: string;
}

const defaultsOf = ({ json }: StackJson): JsonObject =>
  Object.fromEntries(
    Object.entries(asObject(json["variable"])).map(([name, variable]) => [
      name,
      asObject(variable)["default"] ?? null,
    ]),
  );

/** The JSON of a stack with its nested blocks as lists, as in plans. */
export function withBlocksAsLists({ json }: StackJson): Editable {
  const copy = structuredClone(json) as Editable;
  delete copy["//"];
  for (const [section, prefix] of [
    ["resource", ""],
    ["data", "data."],
  ] as const) {
    for (const [type, byName] of Object.entries(asObject(copy[section]))) {
      for (const [name, config] of Object.entries(asObject(byName))) {
        const meta = Object.entries(asObject(config)).filter(([key]) => META.includes(key) && key !== "//");
        copy[section][type][name] = {
          ...listed(withoutMeta(config), schemaOf(`${prefix}${type}`)),
          ...Object.fromEntries(meta),
        };
      }
    }
  }
  for (const [name, configs] of Object.entries(asObject(copy["provider"]))) {
    copy["provider"][name] = asArray(configs).map((config) =>
      listed(asObject(config), PROVIDER_SCHEMAS[name]?.configuration),
    );
  }
  return copy;
}

function listed(config: JsonObject, schema: BlockSchema | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      isBlock(key, value, schema) ? blocks(value).map((each) => listed(each, schema?.blocks?.[key])) : value,
    ]),
  );
}

function schemaOf(type: string): BlockSchema | undefined {
  const [, section, provider = "", rest] = /^(data\.)?([a-z]+)_(.*)$/.exec(type) ?? [];
  const known = PROVIDER_SCHEMAS[provider];
  return (section ? known?.data : known?.resources)?.[`${provider}_${rest}`];
}

const without = (value: Json, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value)).filter(([key]) => !keys.includes(key)));

const withoutMeta = (value: Json): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value)).filter(([key]) => !META.includes(key)));

function isBlock(key: string, value: Json, schema: BlockSchema | undefined): boolean {
  if (schema) return schema.blocks?.[key] !== undefined;
  return Array.isArray(value) && value.length > 0 && asArray(value).every((item) => isMap(item));
}

const isTagged = (type: string): boolean =>
  type.startsWith("aws_") && schemaOf(type) !== undefined && isReadable(extractOf("aws"), type, ["tags_all"]);

const isMap = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const blocks = (value: Json): JsonObject[] => (Array.isArray(value) ? asArray(value) : [value]).map(asObject);

interface Made {
  readonly address: string;
  readonly key: number | string | undefined;
}

const blocksOf = (stack: StackJson) => [
  ...stack.resources().map((each) => ({ ...each, mode: "managed" })),
  ...stack.dataSources().map((each) => ({ ...each, mode: "data" })),
];

class Planner {
  private readonly addresses: ReadonlyMap<string, JsonObject>;
  /** Attributes of each block that expressions refer to. */
  private readonly named = new Map<string, Set<string>>();
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly stack: StackJson,
    private readonly shape: PlanShape,
    private readonly listLength: ListLength,
    private readonly module: WrittenModule,
  ) {
    this.addresses = new Map(
      [...stack.resources(), ...stack.dataSources()].map(({ address, config }) => [address, config]),
    );
    this.known = new Set([
      ...this.addresses.keys(),
      ...blocksOf(module.written).map(({ address }) => address),
    ]);
    for (const { subject, path } of this.references(stack.json)) {
      this.named.set(subject, (this.named.get(subject) ?? new Set()).add(path));
    }
  }

  plan(): Editable {
    const { stack } = this;
    const { written, values } = this.module;
    const objects = blocksOf(stack).flatMap((resource) => this.objectsOf(resource));
    return {
      format_version: "1.2",
      terraform_version: "1.11.4",
      variables: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
      resource_changes: objects.filter(({ isRead }) => !isRead).map(({ json }) => json),
      output_changes: Object.fromEntries(
        Object.entries(stack.outputs).map(([name, output]) => [
          name,
          change(this.evaluate(asObject(output)["value"] ?? null), null),
        ]),
      ),
      planned_values: {
        root_module: {
          resources: objects.filter(({ isRead }) => !isRead).map(({ planned }) => planned),
          ...(written.json["module"] === undefined ? {} : { child_modules: this.plannedModules() }),
        },
      },
      prior_state: {
        values: {
          root_module: { resources: objects.filter(({ isRead }) => isRead).map(({ read }) => read) },
        },
      },
      configuration: {
        provider_config: this.providers(),
        root_module: {
          outputs: Object.fromEntries(
            Object.entries(written.outputs).map(([name, output]) => {
              const { value = null } = asObject(output);
              return [name, { ...without(output, "value", "//"), expression: this.expression(value) }];
            }),
          ),
          variables: Object.fromEntries(
            Object.entries(asObject(written.json["variable"])).map(([name, variable]) => [
              name,
              without(variable, "type", "validation", "nullable", "//"),
            ]),
          ),
          resources: blocksOf(written).map((resource) => this.configured(resource)),
          ...(written.json["module"] === undefined ? {} : { module_calls: this.moduleCalls() }),
        },
      },
      complete: true,
      errored: false,
    };
  }

  private providers() {
    return Object.fromEntries(
      Object.entries(this.module.written.providers).flatMap(([name, configs]) =>
        asArray(configs)
          .map(asObject)
          .map(({ alias, ...config }) => [
            alias === undefined ? name : `${name}.${String(alias)}`,
            {
              name,
              full_name: this.sourceOf(name),
              version_constraint: asObject(asObject(this.stack.terraform["required_providers"])[name])[
                "version"
              ],
              ...(alias === undefined ? {} : { alias }),
              expressions: this.expressions(config, PROVIDER_SCHEMAS[name]?.configuration),
            },
          ]),
      ),
    );
  }

  /** The whole source of a provider. Terraform adds the registry and the namespace that a text leaves out. */
  private sourceOf(name: string): string {
    const required = asObject(asObject(this.module.written.terraform["required_providers"])[name]);
    const source = typeof required["source"] === "string" ? required["source"] : `hashicorp/${name}`;
    return source.split("/").length > 2 ? source : `registry.terraform.io/${source}`;
  }

  /** Calls of modules. The configuration of a module is below its call, and its name in each address is relative to it. */
  private moduleCalls() {
    return Object.fromEntries(
      Object.entries(asObject(this.module.written.json["module"])).map(([name, call]) => {
        const { source, version, ...given } = asObject(call);
        return [
          name,
          {
            source,
            ...(version === undefined ? {} : { version_constraint: version }),
            expressions: this.expressions(withoutMeta(given), undefined),
            module: {
              resources: [{ address: "aws_iam_user.inside", mode: "managed", type: "aws_iam_user" }],
            },
          },
        ];
      }),
    );
  }

  private plannedModules() {
    return Object.keys(asObject(this.module.written.json["module"])).map((name) => ({
      address: `module.${name}`,
      resources: [{ address: `module.${name}.aws_iam_user.inside`, mode: "managed", type: "aws_iam_user" }],
    }));
  }

  private provisioners(provisioner: Json) {
    return blocks(provisioner).flatMap((one) =>
      Object.entries(one).flatMap(([type, bodies]) =>
        blocks(bodies).map((body) => ({
          type,
          expressions: this.expressions(without(body, "when", "on_failure", "connection"), {
            attributes: "",
          }),
        })),
      ),
    );
  }

  private configured(resource: {
    address: string;
    type: string;
    name: string;
    mode: string;
    config: JsonObject;
  }) {
    const { address, type, name, mode, config } = resource;
    const { count, for_each, provider, depends_on, provisioner } = config;
    const repeated = (value: Json) => {
      const expression = this.expression(value);
      return Object.keys(expression).length === 0 ? undefined : expression;
    };
    return JSON.parse(
      JSON.stringify({
        address,
        mode,
        type,
        name,
        provider_config_key: provider ?? type.split("_")[0],
        expressions: this.expressions(
          withoutMeta(config),
          schemaOf(`${mode === "data" ? "data." : ""}${type}`),
        ),
        count_expression: count === undefined ? undefined : repeated(count),
        for_each_expression: for_each === undefined ? undefined : repeated(for_each),
        depends_on,
        provisioners: provisioner === undefined ? undefined : this.provisioners(provisioner),
      }),
    ) as JsonObject;
  }

  private expressions(config: JsonObject, schema: BlockSchema | undefined): JsonObject {
    return Object.fromEntries(
      Object.entries(config)
        .filter(([key]) => key !== "dynamic")
        .map(([key, value]) => [
          key,
          isBlock(key, value, schema)
            ? blocks(value).map((each) => this.expressions(each, schema?.blocks?.[key]))
            : this.expression(value),
        ]),
    );
  }

  private expression(value: Json): JsonObject {
    const references = this.references(value).flatMap(({ subject, path }) => unwound(subject, path));
    if (this.shape.syntax === "json") {
      return { constant_value: value, ...(references.length > 0 ? { references } : {}) };
    }
    if (references.length > 0) return { references };
    // A hand-over has calls of jsonencode(), which Terraform does not evaluate here.
    if (this.module.moved && typeof value === "string" && /^[[{]/.test(value)) return {};
    return isTemplate(value) ? {} : { constant_value: this.evaluate(value) as Json };
  }

  /** Objects of a block, with computed attributes: one, those of a literal `for_each`, or two with another one or with `count`. */
  private objectsOf({
    address,
    type,
    name,
    mode,
    config,
  }: {
    address: string;
    type: string;
    name: string;
    mode: string;
    config: JsonObject;
  }) {
    const keys =
      config["for_each"] !== undefined
        ? Object.keys(this.itemsOf(config["for_each"]))
        : config["count"] === 0
          ? []
          : config["count"] !== undefined
            ? [0, 1]
            : [undefined];
    return keys.map((key) => {
      const made = { address, key };
      const values = this.values(made);
      const isRead = mode === "data" && !hasUnknown(values);
      const moved = this.module.moved?.get(address);
      const shown = moved
        ? { address: moved.address + suffix(moved.key), mode, type, name: moved.name, index: moved.key }
        : { address: address + suffix(key), mode, type, name, ...(key === undefined ? {} : { index: key }) };
      const { after, after_sensitive } = change(values, null);
      return {
        isRead,
        read: { ...shown, values: after, sensitive_values: after_sensitive },
        planned: { ...shown, values: after, sensitive_values: after_sensitive },
        json: { ...shown, change: change(values, this.shape.applied ? values : null) },
      };
    });
  }

  /** Items of a literal `for_each` or of one in a local value, and two for another one. */
  private itemsOf(forEach: Json): JsonObject {
    const [, name] = /^\$\{local\.(\w+)\}$/.exec(String(forEach)) ?? [];
    const local = name === undefined ? undefined : asObject(this.stack.json["locals"])[name];
    if (local !== undefined) return this.itemsOf(local);
    const [, list] = /^\$\{toset\((\[[^$]*\])\)\}$/.exec(String(forEach)) ?? [];
    const keys = list === undefined ? ["one", "two"] : (JSON.parse(list) as string[]);
    return isMap(forEach) ? forEach : Object.fromEntries(keys.map((key) => [key, key]));
  }

  private values(made: Made): Value {
    const config = this.addresses.get(made.address) ?? {};
    const type = made.address.replace(/\.[^.]+$/, "");
    const values = this.blockValues(withoutMeta(config), schemaOf(type), made) as Record<string, Value>;
    for (const path of this.named.get(made.address) ?? []) {
      if (path !== "" && at(values, path) === undefined) put(values, path, this.computed(made, path));
    }
    const tags = this.tagsOf(type, values);
    return tags === undefined ? values : { ...values, tags_all: tags };
  }

  /** Tags of a resource with the default tags of its provider, which are known before the apply. */
  private tagsOf(type: string, { tags = {} }: Record<string, Value>): Value | undefined {
    if (!isTagged(type)) return undefined;
    const [provider] = asArray(this.stack.providers["aws"]);
    const defaults = asObject(asArray(asObject(provider)["default_tags"])[0])["tags"];
    return { ...asObject(defaults), ...(tags as Record<string, Value>) };
  }

  private blockValues(config: JsonObject, schema: BlockSchema | undefined, made: Made): Value {
    const dynamic = Object.entries(asObject(config["dynamic"])).map(([key, one]) => {
      const filled = JSON.parse(
        JSON.stringify(asObject(one)["content"]).replaceAll(`\${${key}.value}`, "192.0.2.0/24"),
      ) as JsonObject;
      return [key, [this.blockValues(filled, schema?.blocks?.[key], made)]];
    });
    return Object.fromEntries([
      ...Object.entries(config)
        .filter(([key]) => key !== "dynamic")
        .map(([key, value]) => [
          key,
          isBlock(key, value, schema)
            ? blocks(value).map((each) => this.blockValues(each, schema?.blocks?.[key], made))
            : this.evaluate(value, made),
        ]),
      ...dynamic,
    ]) as Value;
  }

  /** A computed value: a unique text that names its origin. */
  private computed({ address, key }: Made, path: string): Value {
    const [, layer, output] =
      /^data\.terraform_remote_state\.(\w+) \.outputs\.(\w+)/.exec(`${address} ${path}`) ?? [];
    if (layer !== undefined && output !== undefined) {
      const length = this.listLength(layer, output);
      const text = `${layer}#${output}`;
      return length === undefined ? text : Array.from({ length }, (_, index) => `${text}-${index}`);
    }
    const isData = address.startsWith("data.");
    if (!this.shape.applied && !isData) return UNKNOWN;
    if (/\.(cidr_blocks|ids)$/.test(path)) return [`${address}#${path}-0`, `${address}#${path}-1`];
    return `${address}${suffix(key)}#${path}`;
  }

  private evaluate(value: Json, made?: Made): Value {
    if (typeof value === "string") return this.text(value, made);
    if (Array.isArray(value)) return asArray(value).map((item) => this.evaluate(item, made));
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.evaluate(item, made)]));
  }

  private text(text: string, made?: Made): Value {
    const parts = templateParts(text);
    const [only] = parts;
    if (parts.length === 1 && only && "expression" in only) return this.inside(only.expression, made);
    const values = parts.map((part) =>
      "literal" in part ? part.literal : this.inside(part.expression, made),
    );
    return values.some((each) => each === UNKNOWN) ? UNKNOWN : values.map(String).join("");
  }

  private inside(expression: string, made?: Made): Value {
    const [named] = this.references(`\${${expression}}`);
    if (named && expression === `${named.subject}${named.path}`) return this.value(named, made);
    const joined = /^join\(",", ?(.+)\)$/.exec(expression)?.[1];
    const list = joined === undefined ? undefined : this.inside(joined, made);
    if (Array.isArray(list)) return list.join(",");
    const isKnown = this.references(`\${${expression}}`).every((each) => !hasUnknown(this.value(each, made)));
    return isKnown ? `computed from ${expression.length} characters` : UNKNOWN;
  }

  private value({ subject, path }: Reference, made?: Made): Value {
    const whole = (): Value => {
      if (subject.startsWith("var."))
        return asObject(asObject(this.stack.json["variable"])[subject.slice(4)])["default"] ?? null;
      if (subject.startsWith("local."))
        return this.evaluate(asObject(this.stack.json["locals"])[subject.slice(6)] ?? null);
      if (subject === "path.module") return ".";
      if (subject === "each.key") return made?.key ?? "one";
      if (subject === "each.value") {
        const items = this.itemsOf(this.addresses.get(made?.address ?? "")?.["for_each"] ?? null);
        const item = this.evaluate(items[String(made?.key)] ?? "one");
        return path === "" ? item : ((at(item, path) ?? `${String(made?.key)}#${path}`) as Value);
      }
      if (subject === "count.index") return made?.key ?? 0;
      return UNKNOWN;
    };
    if (/^(?:var|local)\./.test(subject)) return (path === "" ? whole() : at(whole(), path)) as Value;
    if (!this.addresses.has(subject)) return whole();
    const config = this.addresses.get(subject) ?? {};
    if (config["count"] !== undefined || config["for_each"] !== undefined)
      return this.shape.applied ? `all of ${subject}` : UNKNOWN;
    const [first = ""] = /^\.\w+/.exec(path) ?? [];
    const written = config[first.slice(1)];
    if (path === first && written !== undefined) return this.evaluate(written);
    const [, list, index] = /^(.*)\[(\d+)\]$/.exec(path) ?? [];
    if (list !== undefined) {
      const items = this.computed({ address: subject, key: undefined }, list);
      if (Array.isArray(items)) return (items as readonly Value[])[Number(index)] ?? null;
    }
    return this.computed({ address: subject, key: undefined }, path);
  }

  private references(value: unknown): Reference[] {
    if (typeof value === "string") {
      return templateParts(value).flatMap((part) => ("literal" in part ? [] : this.namedIn(part.expression)));
    }
    if (value === null || typeof value !== "object") return [];
    return Object.entries(value).flatMap(([key, item]) =>
      key === "//" || key === "lifecycle" || key === "dynamic"
        ? []
        : [...this.references(item), ...(Array.isArray(value) ? [] : this.references(key))],
    );
  }

  private namedIn(expression: string): Reference[] {
    const { outside, quoted } = apart(expression);
    const named = [...outside.matchAll(NAME)].flatMap(([, subject = "", path = ""]) =>
      /^(var|local|each|count|path)\./.test(subject) || this.known.has(subject) ? [{ subject, path }] : [],
    );
    return [...named, ...quoted.flatMap((text) => this.references(text))];
  }
}

interface Reference {
  readonly subject: string;
  readonly path: string;
}

const NAME = /(?<![\w.\]])((?:data\.)?[a-z_]\w*\.[\w-]+)((?:\.\w+|\[\d+\])*)/g;

const unwound = (subject: string, path: string): string[] => {
  const steps = path.match(/\.\w+|\[\d+\]/g) ?? [];
  return [...steps.map((_, index) => subject + steps.slice(0, steps.length - index).join("")), subject];
};

const suffix = (key: Made["key"]): string => (key === undefined ? "" : `[${JSON.stringify(key)}]`);

/** An expression without its quoted texts, and these texts. */
function apart(expression: string): { readonly outside: string; readonly quoted: readonly string[] } {
  let [outside, at_] = ["", 0];
  const quoted: string[] = [];
  while (at_ < expression.length) {
    if (expression[at_] !== '"') {
      outside += expression.charAt(at_);
      at_ += 1;
      continue;
    }
    let [depth, end] = [0, at_ + 1];
    for (; depth > 0 || expression[end] !== '"'; end += 1) {
      if (expression[end] === "{" && (depth > 0 || expression[end - 1] === "$")) depth += 1;
      else if (expression[end] === "}" && depth > 0) depth -= 1;
    }
    quoted.push(expression.slice(at_ + 1, end));
    outside += '""';
    at_ = end + 1;
  }
  return { outside, quoted };
}

type Part = { readonly literal: string } | { readonly expression: string };

/** Parts of a text: literals, and the expressions in `${…}`. */
function templateParts(text: string): Part[] {
  const parts: Part[] = [];
  let [literal, at_] = ["", 0];
  while (at_ < text.length) {
    const rest = text.slice(at_);
    if (/^([$%])\1\{/.test(rest)) {
      literal += rest.slice(1, 3);
      at_ += 3;
    } else if (rest.startsWith("${")) {
      let [depth, end] = [1, 2];
      for (; depth > 0; end += 1) depth += rest[end] === "{" ? 1 : rest[end] === "}" ? -1 : 0;
      if (literal !== "") parts.push({ literal });
      parts.push({ expression: rest.slice(2, end - 1) });
      literal = "";
      at_ += end;
    } else {
      literal += rest.charAt(0);
      at_ += 1;
    }
  }
  return literal !== "" || parts.length === 0 ? [...parts, { literal }] : parts;
}

const isTemplate = (value: Json): boolean =>
  typeof value === "string"
    ? templateParts(value).some((part) => "expression" in part)
    : value !== null && typeof value === "object" && Object.values(value).some(isTemplate);

const steps = (path: string): (string | number)[] =>
  [...path.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));

const at = (value: unknown, path: string): unknown =>
  steps(path).reduce<unknown>(
    (item, key) => (item !== null && typeof item === "object" ? (item as Editable)[key] : undefined),
    value,
  );

function put(value: Record<string, Value>, path: string, item: Value): void {
  const keys = steps(path);
  let holder: Editable = value;
  keys.forEach((key, index) => {
    if (index === keys.length - 1) holder[key] = item;
    else holder = holder[key] ??= typeof keys[index + 1] === "number" ? [] : {};
  });
}
