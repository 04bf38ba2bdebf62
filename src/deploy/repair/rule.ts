import { type Json, type JsonObject } from "../../terraform/stack-json";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import { tagsOf } from "../teardown/look";

/** Calls the AWS CLI in the region of the resource, or `kubectl get` for a Kubernetes object. */
export type AskAws = (command: string, ...options: string[]) => Promise<Json>;

/** Whether a managed resource in a state of the environment has an id or ARN in its attributes. */
export type IsStated = (id: string) => Promise<boolean>;

/**
 * How the import id of a resource is found from its planned values, in which what is unknown is missing.
 *
 * - `id`: the id follows from the values. The provider then says whether the object exists.
 * - `find`: AWS or Kubernetes lists the ids. None if no such resource exists; several if it is not clear which one is meant.
 * - `reason`: an import is never necessary.
 */
export type IdRule =
  | { readonly id: (values: JsonObject) => string | undefined }
  | {
      readonly needs: readonly string[];
      readonly find: (values: JsonObject, ask: AskAws, isStated: IsStated) => Promise<readonly string[]>;
    }
  | { readonly reason: string };

/** Ids of listed objects with the tag that only the environment has. Before its first apply with that tag, those that a state names. */
export async function ownIds(
  listed: readonly JsonObject[],
  id: string,
  identity: Json | undefined,
  isStated: IsStated,
): Promise<string[]> {
  const own = listed.filter(
    (each) => identity !== undefined && tagsOf(each["Tags"])[IDENTITY_TAG] === identity,
  );
  if (own.length > 0) return own.map((each) => String(each[id]));
  const ids = await Promise.all(
    listed.map(async (each) => ((await isStated(String(each[id]))) ? [String(each[id])] : [])),
  );
  return ids.flat();
}

/** An id of values that are joined. Undefined while one is unknown. */
export const joinedId = (
  separator: string,
  ...names: readonly string[]
): IdRule & { id: (values: JsonObject) => string | undefined } => ({
  id: (values) => {
    const parts = names.map((name) => values[name]);
    return parts.every((part) => typeof part === "string" && part !== "") ? parts.join(separator) : undefined;
  },
});
