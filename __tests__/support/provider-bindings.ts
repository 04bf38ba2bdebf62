import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { type Json, type JsonObject, asObject } from "../../src/terraform-json/stack-json";

/**
 * What a provider knows, as its bindings say: they are generated from the provider's own schema, and their
 * declarations keep the name, type and need of each argument. So a stack is held against the schema of a provider
 * that is not at hand.
 */
export type Arguments = ReadonlyMap<string, Argument>;

export type Argument = Shape & { readonly required: boolean };

export type Shape =
  | { readonly kind: "text" | "number" | "boolean" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  /** A block may be written as one object or as a list; a nested attribute only as the one that it is. */
  | {
      readonly kind: "nested";
      readonly block: boolean;
      readonly many: boolean;
      readonly of: () => Arguments;
    };

/** Arguments of a resource, of a data source (`data.…`) or of a provider (`provider.…`). */
export function argumentsOf(what: string): Arguments {
  const found = known.get(what) ?? read(what);
  known.set(what, found);
  return found;
}

const known = new Map<string, Arguments>();

/** Version of a provider that its bindings were made of. */
export function bindingsVersion(provider: string): string {
  const text = readFileSync(require.resolve(`@cdktf/provider-${provider}/package.json`), "utf8");
  return (JSON.parse(text) as { cdktf: { provider: { version: string } } }).cdktf.provider.version;
}

/** `kubernetes_service_v1` is in `provider-kubernetes/lib/service-v1`. */
function read(what: string): Arguments {
  const [, section, provider, rest] = /^(data\.|provider\.)?([a-z]+)(?:_(\w+))?$/.exec(what) ?? [];
  const name = section === "data." ? `data-${provider}-${rest}` : (rest ?? "provider");
  const folder = dirname(require.resolve(`@cdktf/provider-${provider}/lib/${name.replaceAll("_", "-")}`));
  const declarations = new Declarations(folder);
  return declarations.argumentsIn(declarations.configuration);
}

/** The declarations of one module of the bindings. */
class Declarations {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();
  /** Name of what the construct of the module is configured by. */
  readonly configuration: string;

  constructor(folder: string) {
    let configuration: string | undefined;
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((each) => each.endsWith(".d.ts"))) {
      const text = readFileSync(join(folder, file), "utf8");
      for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).statements) {
        if (ts.isInterfaceDeclaration(statement)) this.interfaces.set(statement.name.text, statement);
        if (ts.isClassDeclaration(statement)) configuration ??= configurationOf(statement);
      }
    }
    if (configuration === undefined) throw new Error(`no construct in ${folder}`);
    this.configuration = configuration;
  }

  argumentsIn(name: string): Arguments {
    const declaration = this.interfaces.get(name);
    if (!declaration) throw new Error(`the bindings declare no ${name}`);
    return new Map(declaration.members.filter(ts.isPropertySignature).map((each) => this.argument(each)));
  }

  private argument(property: ts.PropertySignature): [string, Argument] {
    const comment = property.getFullText();
    const name = /#(\w+) \w+#\w+\}/.exec(comment)?.[1];
    if (name === undefined || !property.type) return [property.name.getText(), unnamed(property)];
    const required = property.questionToken === undefined;
    return [name, { required, ...this.shape(property.type, /^\s*\* \w+ block$/m.test(comment)) }];
  }

  private shape(type: ts.TypeNode, block: boolean): Shape {
    if (ts.isUnionTypeNode(type)) {
      const own = type.types.find((each) => each.getText() !== "cdktf.IResolvable");
      if (own) return this.shape(own, block);
    }
    if (type.kind === ts.SyntaxKind.StringKeyword) return { kind: "text" };
    if (type.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number" };
    if (type.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean" };
    if (ts.isParenthesizedTypeNode(type)) return this.shape(type.type, block);
    if (ts.isArrayTypeNode(type)) {
      const of = this.shape(type.elementType, block);
      return of.kind === "nested" ? { ...of, many: true } : { kind: "list", of };
    }
    if (ts.isTypeReferenceNode(type)) {
      const name = type.typeName.getText();
      return { kind: "nested", block, many: false, of: () => this.argumentsIn(name) };
    }
    if (ts.isTypeLiteralNode(type)) {
      const [entry] = type.members;
      if (entry && ts.isIndexSignatureDeclaration(entry))
        return { kind: "map", of: this.shape(entry.type, block) };
    }
    throw new Error(`the bindings have a type that is not known here: ${type.getText()}`);
  }
}

/** `alias` of a provider is cdktf's own and has no page. */
const unnamed = (property: ts.PropertySignature): Argument => ({
  kind: "text",
  required: property.questionToken === undefined,
});

/** What a construct takes as its third parameter. */
function configurationOf(declaration: ts.ClassDeclaration): string | undefined {
  const [base] = declaration.heritageClauses?.flatMap(({ types }) => types) ?? [];
  if (!/^cdktf\.Terraform(Resource|DataSource|Provider)$/.test(base?.getText() ?? "")) return undefined;
  const [, , config] = declaration.members.find(ts.isConstructorDeclaration)?.parameters ?? [];
  return config?.type?.getText();
}

/** Terraform's own arguments, which every resource takes; `//` is a comment. */
const META = ["//", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "connection"];

/** What of a configuration the provider would refuse, each with where it stands. */
export function misfits(config: JsonObject, known: Arguments, at = ""): string[] {
  const dynamic = asObject(config["dynamic"]);
  const written = Object.keys(config).filter((name) => name !== "dynamic");
  const missing = [...known].filter(
    ([name, { required }]) => required && !(name in config || name in dynamic),
  );
  return [
    ...missing.map(([name]) => `${at}${name} is missing`),
    ...written.flatMap((name) => {
      if (at === "" && META.includes(name)) return [];
      const argument = known.get(name);
      return argument ? misfit(config[name] ?? null, argument, `${at}${name}`) : [`${at}${name} is unknown`];
    }),
    ...Object.entries(dynamic).flatMap(([name, value]) => {
      const argument = known.get(name);
      if (argument?.kind !== "nested" || !argument.block) return [`${at}${name} is no block`];
      return misfits(asObject(asObject(value)["content"]), argument.of(), `${at}${name}.`);
    }),
  ];
}

function misfit(value: Json, shape: Shape, at: string): string[] {
  const wrong = [`${at} is ${JSON.stringify(value)}, expected ${described(shape)}`];
  // What Terraform computes has the type that its expression has.
  if (value === null || (typeof value === "string" && /^\$\{.*\}$/s.test(value))) return [];
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? [] : wrong;
    case "list":
      return isList(value) ? value.flatMap((item, index) => misfit(item, shape.of, `${at}.${index}`)) : wrong;
    case "map":
      return isMapping(value)
        ? Object.entries(value).flatMap(([key, item]) => misfit(item, shape.of, `${at}.${key}`))
        : wrong;
    case "nested": {
      const items = isList(value) ? value : [value];
      const form = shape.block ? shape.many || items.length === 1 : isList(value) === shape.many;
      if (!form || !items.every(isMapping)) return wrong;
      return items.flatMap((item, index) =>
        misfits(item, shape.of(), isList(value) ? `${at}.${index}.` : `${at}.`),
      );
    }
    default:
      return typeof value === shape.kind ? [] : wrong;
  }
}

function described(shape: Shape): string {
  if (shape.kind === "list" || shape.kind === "map") return `a ${shape.kind} of ${shape.of.kind}`;
  if (shape.kind !== "nested") return shape.kind;
  return `${shape.many ? "many" : "one"} ${shape.block ? "block" : "nested attribute"}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isMapping = (value: Json): value is JsonObject => value !== null && value === asObject(value);
