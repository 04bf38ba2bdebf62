import { type Json, type JsonObject } from "../../../../proof/terraform-json/stack-json";

/** Calls the AWS CLI in the region of the resource, or `kubectl get` for a Kubernetes object. */
export type Ask = (...args: string[]) => Promise<Json>;

/**
 * How the import id of a resource is found from its planned values, in which what is unknown is missing.
 *
 * - `id`: the id follows from the values. The provider then says whether the object exists.
 * - `find`: AWS or Kubernetes lists the ids. None if no such resource exists; several if it is not clear which one is meant.
 * - `reason`: an import is never necessary.
 */
export type Rule =
  | { readonly id: (values: JsonObject) => string | undefined }
  | {
      readonly needs: readonly string[];
      readonly find: (values: JsonObject, ask: Ask) => Promise<readonly string[]>;
    }
  | { readonly reason: string };

/** An id of values that are joined. Undefined while one is unknown. */
export const joined = (
  separator: string,
  ...names: readonly string[]
): Rule & { id: (values: JsonObject) => string | undefined } => ({
  id: (values) => {
    const parts = names.map((name) => values[name]);
    return parts.every((part) => typeof part === "string" && part !== "") ? parts.join(separator) : undefined;
  },
});
