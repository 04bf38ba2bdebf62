import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import known from "./kubernetes-kinds.json";
import { type IdRule } from "./rule";

/**
 * Import ids of Kubernetes objects, `namespace/name` or the name of an object without a namespace, and of Helm releases. kubectl
 * says whether they exist: the provider answers in several ways for an object that does not.
 *
 * @see https://github.com/hashicorp/terraform-provider-helm/tree/v3.1.2/docs/resources, "Import" (2026-11-21)
 */
export const KUBERNETES_RULES: Readonly<Record<string, IdRule>> = {
  helm_release: {
    needs: ["namespace", "name"],
    find: async ({ namespace, name }, ask) => {
      const label = `owner=helm,name=${String(name)}`;
      const revisions = await ask("secrets", "-n", String(namespace), "-l", label);
      const exists = asArray(asObject(revisions)["items"]).length > 0;
      return exists ? [`${String(namespace)}/${String(name)}`] : [];
    },
  },
  ...Object.fromEntries(known.kinds.map((kind) => [`kubernetes_${kind}`, objectOf(kind)])),
};

function objectOf(type: string): IdRule {
  return {
    needs: ["metadata"],
    find: async (values, ask) => {
      const [kind, name, ...within] = kubernetesObject(type, values);
      const object = await ask(kind, name, ...within, "--ignore-not-found");
      if (object === null) return [];
      return [[...within.slice(1), name].join("/")];
    },
  };
}

/** Arguments of kubectl that name the object of a resource: its kind, its name, and its namespace where it has one. */
export function kubernetesObject(
  type: string,
  values: JsonObject,
): readonly [kind: string, name: string, ...within: string[]] {
  const { namespace, name } = metadata(values);
  const within = typeof namespace === "string" && namespace !== "" ? ["-n", namespace] : [];
  return [type.replace(/^kubernetes_|_v\d$/g, "").replaceAll("_", ""), String(name), ...within];
}

const metadata = (values: JsonObject): JsonObject => asObject(asArray(values["metadata"])[0]);
