import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type TypedArgument, type TypedBlock } from "../provider-schemas/typed-extract";

/** Arguments with their types, from the declaration files of one module of the bindings. */
export function declaredArguments(folder: string): TypedBlock {
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
  const block = (name: string, above: readonly string[]): TypedBlock => {
    const declaration = declarations.get(name);
    if (!declaration || above.includes(name)) throw new Error(`${folder}: ${name} is missing or recursive`);
    const nested = (inner: string): TypedBlock => block(inner, [...above, name]);
    const properties = declaration.members.filter(ts.isPropertySignature);
    return Object.fromEntries(properties.flatMap((property) => argumentOf(property, nested)));
  };
  if (configuration === undefined) throw new Error(`no construct in ${folder}`);
  return block(configuration, []);
}

/** The block of a nested interface. */
type Nested = (name: string) => TypedBlock;

/** Name and type of an argument; none for `alias`, which is an argument of Terraform and has no documentation page. */
function argumentOf(property: ts.PropertySignature, nested: Nested): [string, TypedArgument][] {
  const comment = property.getFullText();
  const name = /#(\w+) \w+#\w+\}/.exec(comment)?.[1];
  if (name === undefined || !property.type) return [];
  const isBlock = /^\s*\* \w+ block$/m.test(comment);
  const argument: TypedArgument = {
    ...shapeOf(property.type, nested),
    ...(isBlock ? { block: true } : {}),
    ...(property.questionToken === undefined ? { required: true } : {}),
  };
  return [[name, argument]];
}

function shapeOf(type: ts.TypeNode, nested: Nested): TypedArgument {
  if (ts.isUnionTypeNode(type)) {
    const own = type.types.find((each) => each.getText() !== "cdktn.IResolvable");
    if (own) return shapeOf(own, nested);
  }
  if (type.kind === ts.SyntaxKind.StringKeyword) return { type: "string" };
  if (type.kind === ts.SyntaxKind.NumberKeyword) return { type: "number" };
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return { type: "bool" };
  // Blocks that contain themselves, such as the statements of a web ACL.
  if (type.kind === ts.SyntaxKind.AnyKeyword) return { type: "dynamic" };
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type, nested);
  if (ts.isTypeReferenceNode(type)) return { of: nested(type.typeName.getText()) };
  if (ts.isArrayTypeNode(type)) {
    const item = shapeOf(type.elementType, nested);
    return item.of === undefined ? { type: ["list", item.type] } : { ...item, many: true };
  }
  const [entry] = ts.isTypeLiteralNode(type) ? type.members : [];
  if (entry && ts.isIndexSignatureDeclaration(entry))
    return { type: ["map", shapeOf(entry.type, nested).type] };
  throw new Error(`the bindings have an unsupported type: ${type.getText()}`);
}

/** Type of a construct's third parameter. */
function configurationOf(declaration: ts.ClassDeclaration): string | undefined {
  const [base] = declaration.heritageClauses?.flatMap(({ types }) => types) ?? [];
  if (!/^cdktn\.Terraform(Resource|DataSource|EphemeralResource|Provider)$/.test(base?.getText() ?? ""))
    return undefined;
  const [, , config] = declaration.members.find(ts.isConstructorDeclaration)?.parameters ?? [];
  return config?.type?.getText();
}
