import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The arguments of one resource, data source or provider, by interface. JSON, because it is cached on disk. */
export interface DeclaredArguments {
  /** Interface of the top-level arguments. */
  readonly configuration: string;
  readonly interfaces: Readonly<Record<string, Readonly<Record<string, DeclaredArgument>>>>;
}

export type DeclaredArgument = DeclaredShape & { readonly required: boolean };

export type DeclaredShape =
  | { readonly kind: "text" | "number" | "boolean" }
  | { readonly kind: "list" | "map"; readonly of: DeclaredShape }
  /** A block can be one object or a list; a nested attribute has only one of these forms. `of` is an interface. */
  | { readonly kind: "nested"; readonly block: boolean; readonly many: boolean; readonly of: string };

/** Parses the declaration files of one module of the provider bindings. */
export function declaredArguments(folder: string): DeclaredArguments {
  const declarations = new Map<string, ts.InterfaceDeclaration>();
  let configuration: string | undefined;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((each) => each.endsWith(".d.ts"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).statements) {
      if (ts.isInterfaceDeclaration(statement)) declarations.set(statement.name.text, statement);
      if (ts.isClassDeclaration(statement)) configuration ??= configurationOf(statement);
    }
  }
  if (configuration === undefined) throw new Error(`no construct in ${folder}`);
  return { configuration, interfaces: reachable(configuration, declarations) };
}

/** Interfaces that the configuration uses, directly or through other interfaces, which can be recursive. */
function reachable(
  configuration: string,
  declarations: ReadonlyMap<string, ts.InterfaceDeclaration>,
): DeclaredArguments["interfaces"] {
  const interfaces: Record<string, Record<string, DeclaredArgument>> = {};
  const waiting = [configuration];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (Object.hasOwn(interfaces, name)) continue;
    const declaration = declarations.get(name);
    if (!declaration) throw new Error(`the bindings declare no ${name}`);
    const properties = declaration.members.filter(ts.isPropertySignature).map(argumentOf);
    interfaces[name] = Object.fromEntries(properties);
    waiting.push(...properties.flatMap(([, argument]) => nestedIn(argument)));
  }
  return interfaces;
}

function nestedIn(shape: DeclaredShape): string[] {
  if (shape.kind === "nested") return [shape.of];
  return shape.kind === "list" || shape.kind === "map" ? nestedIn(shape.of) : [];
}

function argumentOf(property: ts.PropertySignature): [string, DeclaredArgument] {
  const comment = property.getFullText();
  const name = /#(\w+) \w+#\w+\}/.exec(comment)?.[1];
  const required = property.questionToken === undefined;
  // The `alias` of a provider comes from cdktf and has no link to a documentation page.
  if (name === undefined || !property.type) return [property.name.getText(), { kind: "text", required }];
  return [name, { required, ...shapeOf(property.type, /^\s*\* \w+ block$/m.test(comment)) }];
}

function shapeOf(type: ts.TypeNode, block: boolean): DeclaredShape {
  if (ts.isUnionTypeNode(type)) {
    const own = type.types.find((each) => each.getText() !== "cdktf.IResolvable");
    if (own) return shapeOf(own, block);
  }
  if (type.kind === ts.SyntaxKind.StringKeyword) return { kind: "text" };
  if (type.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number" };
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean" };
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type, block);
  if (ts.isArrayTypeNode(type)) {
    const of = shapeOf(type.elementType, block);
    return of.kind === "nested" ? { ...of, many: true } : { kind: "list", of };
  }
  if (ts.isTypeReferenceNode(type)) {
    return { kind: "nested", block, many: false, of: type.typeName.getText() };
  }
  if (ts.isTypeLiteralNode(type)) {
    const [entry] = type.members;
    if (entry && ts.isIndexSignatureDeclaration(entry))
      return { kind: "map", of: shapeOf(entry.type, block) };
  }
  throw new Error(`the bindings have an unsupported type: ${type.getText()}`);
}

/** Type of a construct's third parameter. */
function configurationOf(declaration: ts.ClassDeclaration): string | undefined {
  const [base] = declaration.heritageClauses?.flatMap(({ types }) => types) ?? [];
  if (!/^cdktf\.Terraform(Resource|DataSource|Provider)$/.test(base?.getText() ?? "")) return undefined;
  const [, , config] = declaration.members.find(ts.isConstructorDeclaration)?.parameters ?? [];
  return config?.type?.getText();
}
