import { type AnyComponent, type ReleaseValues, component, type Part } from "../../src/platform/contract";

type Value = ReleaseValues[string];

/** One change to one declaration of a part. */
export interface DeclarationMutant {
  readonly part: string;
  /** Path of the declaration, such as `needs.services[0].service`. */
  readonly leaf: string;
  /** Description, such as `remove` or `"s3" -> "s3-other"`. */
  readonly change: string;
  /** The registry with the changed part. */
  readonly components: readonly AnyComponent[];
}

/** Every mutant of the parts that an environment has. The registry gets each part as it is in that environment. */
export function declarationMutants(parts: readonly Part[]): DeclarationMutant[] {
  const components = parts.map(declared);
  return parts.flatMap((part, index) => {
    const withPart = (changed: readonly AnyComponent[]): AnyComponent[] => [
      ...components.slice(0, index),
      ...changed,
      ...components.slice(index + 1),
    ];
    const changes = changesOf(part as unknown as Node, []).map(({ path, change, apply }) => ({
      part: part.id,
      leaf: leafOf(path),
      change,
      components: withPart([declared(apply(part as unknown as Node) as unknown as Part)]),
    }));
    return [{ part: part.id, leaf: "isEnabled", change: "remove", components: withPart([]) }, ...changes];
  });
}

/** A component that declares exactly what a part of one environment has. */
const declared = ({ addons, charts, identities, images, needs, contributes, ...part }: Part): AnyComponent =>
  component<unknown>({
    ...part,
    addons: addons.map(({ logGroups, ...addon }) => ({ ...addon, logGroups: () => logGroups })),
    charts,
    identities: () => identities,
    images: () => images,
    needs: () => needs,
    contributes: () => contributes,
  });

type Node = { readonly [key: string]: unknown };
type Key = string | number;

interface Change {
  readonly path: readonly Key[];
  readonly change: string;
  readonly apply: (root: unknown) => unknown;
}

const leafOf = (path: readonly Key[]): string =>
  path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${key}`)).join("");

/**
 * The identity of a part is not a declaration: registry and scopes of constructs use it. Its namespace is compared with that of
 * models before synth, and the namespaces that it creates follow from its charts.
 */
const NOT_DECLARED: ReadonlySet<Key> = new Set(["id", "title", "scope", "namespace", "namespaces"]);

function changesOf(value: unknown, path: readonly Key[]): Change[] {
  if (typeof value === "function") return functionChanges(value as Builder, path);
  if (typeof value === "object" && value !== null) {
    const entries: [Key, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    const declaredEntries = entries.filter(([key]) => path.length > 0 || !NOT_DECLARED.has(key));
    return declaredEntries.flatMap(([key, each]) => [
      ...(path.length > 0 && !isEmpty(each)
        ? [{ path: [...path, key], change: "remove", apply: removing([...path, key]) }]
        : []),
      ...changesOf(each, [...path, key]),
    ]);
  }
  const other = alternativeOf(value);
  return other === undefined
    ? []
    : [{ path, change: `${JSON.stringify(value)} -> ${JSON.stringify(other)}`, apply: setting(path, other) }];
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const ALTERNATIVES: Readonly<Record<string, string>> = {
  "before-nodes": "after-nodes",
  "after-nodes": "before-nodes",
};

function alternativeOf(value: unknown): unknown {
  if (typeof value === "string") return ALTERNATIVES[value] ?? `${value}-other`;
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : undefined;
}

type Builder = (refs: unknown) => ReleaseValues;

/** Changes of the values that a function makes. They are found with placeholders for references. */
function functionChanges(build: Builder, path: readonly Key[]): Change[] {
  return changesOf(build(PLACEHOLDERS), ["()"]).map(({ path: [, ...inner], change, apply }) => ({
    path: [...path, ...inner],
    change,
    apply: setting(path, (refs: unknown): Value => {
      const { "()": changed } = apply({ "()": build(refs) }) as { "()": Value };
      return changed;
    }),
  }));
}

const PLACEHOLDERS = {
  region: "region",
  clusterName: "cluster",
  vpcId: "network",
  kmsKeyArn: "key",
  tags: { project: "project" },
  roleArn: () => "role",
  image: () => ({ repository: "repository", tag: "tag" }),
  output: () => "output",
};

/** A function that returns a copy with another value at a path. */
const setting =
  ([key, ...rest]: readonly Key[], value: unknown) =>
  (root: unknown): unknown => {
    if (key === undefined) return value;
    const changed = setting(rest, value)((root as Node)[key]);
    return Array.isArray(root)
      ? root.map((each: unknown, index) => (index === key ? changed : each))
      : { ...(root as Node), [key]: changed };
  };

/** A function that returns a copy without the value at a path. */
const removing =
  (path: readonly Key[]) =>
  (root: unknown): unknown => {
    const [key, ...rest] = path as [Key, ...Key[]];
    if (rest.length > 0) return setting([key], removing(rest)((root as Node)[key]))(root);
    return Array.isArray(root)
      ? root.filter((_, index) => index !== key)
      : Object.fromEntries(Object.entries(root as Node).filter(([name]) => name !== key));
  };
