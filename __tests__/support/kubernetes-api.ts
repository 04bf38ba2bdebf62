import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A type of the Kubernetes API, as the declarations of kubernetes-models have it. */
export type ApiType =
  | { readonly form: "value" }
  | { readonly form: "mapping" }
  | { readonly form: "list"; readonly of: ApiType }
  | { readonly form: "object"; readonly fields: () => ReadonlyMap<string, ApiType> };

const ROOT = dirname(require.resolve("kubernetes-models/package.json"));

/** Folders with the kinds of an API group. */
const GROUPS = [
  "v1",
  ...["apps", "autoscaling", "batch", "policy"].flatMap((group) => [`${group}/v1`, `${group}/v2`]),
  ...["admissionregistration", "apiregistration", "certificates", "discovery", "networking", "node"].map(
    (group) => `${group}.k8s.io/v1`,
  ),
  ...["rbac.authorization", "scheduling", "storage"].map((group) => `${group}.k8s.io/v1`),
];

/** The type of a kind in a version, such as `Deployment` in `v1`; undefined where kubernetes-models has none. */
export function apiTypeOf(kind: string, version: string): ApiType | undefined {
  const group = GROUPS.find(
    (each) => each.split("/").at(-1) === version && existsSync(join(ROOT, each, `${kind}.d.ts`)),
  );
  return group === undefined ? undefined : declared(join(ROOT, group, `${kind}.d.ts`), `I${kind}`);
}

const sources = new Map<string, ts.SourceFile>();

function sourceOf(file: string): ts.SourceFile {
  const known =
    sources.get(file) ?? ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, false);
  sources.set(file, known);
  return known;
}

/** A type that a file declares. */
export function declared(file: string, name: string): ApiType {
  const source = sourceOf(file);
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === name)
      return joined([...basesOf(statement, source), objectOf(statement.members, source)]);
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name)
      return typeOf(statement.type, source);
  }
  const renamed = source.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.filter((each) => each.name.text === name)
      : [],
  );
  const [local] = renamed;
  if (!local?.propertyName) throw new Error(`${file} declares no ${name}`);
  return declared(file, local.propertyName.text);
}

function objectOf(members: ts.NodeArray<ts.TypeElement>, source: ts.SourceFile): ApiType {
  if (members.some(ts.isIndexSignatureDeclaration)) return { form: "mapping" };
  return {
    form: "object",
    fields: () =>
      new Map(
        members
          .filter(ts.isPropertySignature)
          .flatMap(({ name, type }): [string, ApiType][] =>
            type && (ts.isStringLiteral(name) || ts.isIdentifier(name))
              ? [[name.text, typeOf(type, source)]]
              : [],
          ),
      ),
  };
}

function typeOf(type: ts.TypeNode, source: ts.SourceFile): ApiType {
  if (ts.isTypeLiteralNode(type)) return objectOf(type.members, source);
  if (ts.isTypeOperatorNode(type)) return typeOf(type.type, source);
  if (ts.isIntersectionTypeNode(type)) return joined(type.types.map((each) => typeOf(each, source)));
  if (ts.isArrayTypeNode(type)) return { form: "list", of: typeOf(type.elementType, source) };
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return { form: "value" };
  const { text: name } = type.typeName;
  const [of] = type.typeArguments ?? [];
  if (name === "Array" && of) return { form: "list", of: typeOf(of, source) };
  const file = importedFrom(source, name) ?? (isDeclaredIn(source, name) ? source.fileName : undefined);
  return file === undefined ? { form: "value" } : declared(file, name);
}

/** Types that an interface extends, without the one of `apiVersion` and `kind`. */
const basesOf = ({ heritageClauses }: ts.InterfaceDeclaration, source: ts.SourceFile): ApiType[] =>
  [...(heritageClauses ?? [])].flatMap(({ types }) =>
    types.flatMap(({ expression }) =>
      ts.isIdentifier(expression) && expression.text !== "TypeMeta"
        ? [declared(importedFrom(source, expression.text) ?? source.fileName, expression.text)]
        : [],
    ),
  );

const joined = (types: readonly ApiType[]): ApiType => ({
  form: "object",
  fields: () => new Map(types.flatMap((type) => (type.form === "object" ? [...type.fields()] : []))),
});

const isDeclaredIn = (source: ts.SourceFile, wanted: string): boolean =>
  source.statements.some(
    (each) =>
      (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) && each.name.text === wanted,
  );

function importedFrom(source: ts.SourceFile, name: string): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    if (!bindings.elements.some((each) => each.name.text === name)) continue;
    const { text: from } = statement.moduleSpecifier;
    return from.startsWith(".")
      ? sourceAt(join(dirname(source.fileName), from))
      : join(dirname(require.resolve(from)), `${from.split("/").at(-1) ?? ""}.d.ts`);
  }
  return undefined;
}

const sourceAt = (path: string): string => (existsSync(`${path}.d.ts`) ? `${path}.d.ts` : `${path}.ts`);
