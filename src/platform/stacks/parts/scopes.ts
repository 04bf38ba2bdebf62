import { Construct } from "constructs";

/** The construct at a path of ids below `scope`, joined with `/`; missing ones are created. */
export const scopeAt = (scope: Construct, path: string): Construct =>
  path
    .split("/")
    .reduce(
      (parent, id) => (parent.node.tryFindChild(id) as Construct | undefined) ?? new Construct(parent, id),
      scope,
    );

/** The parent of the last id of a path, and that id. */
export function scopePlaceAt(scope: Construct, path: string): [parent: Construct, id: string] {
  const cut = path.lastIndexOf("/");
  return [cut === -1 ? scope : scopeAt(scope, path.slice(0, cut)), path.slice(cut + 1)];
}
