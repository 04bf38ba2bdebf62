/** Editable JSON. */
export type Mutable = { [key: string]: Mutable } | Mutable[] | string | number | boolean | null;
export type MutableObject = { [key: string]: Mutable };

/** Changes a copy of a resource. Returns undefined to remove the resource. */
export type Edit = (resource: MutableObject) => MutableObject | undefined;

export interface Change {
  /** Description, such as `remove annotation alb.ingress…/scheme`. */
  readonly change: string;
  readonly apply: Edit;
}

export type Path = readonly (string | number)[];

export const removing =
  (path: Path): Edit =>
  (resource) => {
    const [parent, key] = parentOf(resource, path);
    Reflect.deleteProperty(parent, key);
    return resource;
  };

export const setting =
  (path: Path, value: Mutable): Edit =>
  (resource) => {
    const [parent, key] = parentOf(resource, path);
    Reflect.set(parent, key, value);
    return resource;
  };

function parentOf(resource: MutableObject, path: Path): [object, string | number] {
  const parent = path
    .slice(0, -1)
    .reduce<Mutable>((value, step) => (value as MutableObject)[step] as Mutable, resource);
  return [parent as object, path[path.length - 1] as string | number];
}

/** A policy in an argument of a resource. */
export interface PolicyArgument {
  readonly statements: readonly MutableObject[];
  /** A change of a copy of the statements. */
  readonly rewritten: (change: string, edit: (statements: MutableObject[]) => void) => Change;
}

/** Undefined for an argument that is no policy. */
export function policyAt(value: Mutable, path: Path): PolicyArgument | undefined {
  if (typeof value !== "string" || !value.startsWith('{"Version"')) return undefined;
  const parsed = () => JSON.parse(value) as { Statement: MutableObject[] };
  return {
    statements: parsed().Statement,
    rewritten: (change, edit) => ({
      change: `${path.join(".")}: ${change}`,
      apply: (resource) => {
        const copy = parsed();
        edit(copy.Statement);
        return setting(path, JSON.stringify(copy))(resource);
      },
    }),
  };
}

export const nameOf = ({ Sid: id }: MutableObject, index: number): string =>
  typeof id === "string" ? id : `statement ${index + 1}`;
