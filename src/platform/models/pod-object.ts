import names from "./pod-object-names.json";
import type {
  DeploymentV1SpecTemplate,
  DeploymentV1SpecTemplateSpec,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Names of lists, which the API has in the plural. */
const LISTS: Readonly<Record<string, string>> = names.lists;

/** Keys of users, such as labels and quantities, which stay as they are. */
const MAPPINGS = new Set(names.mappings);

/** Objects that the provider takes as a list with one item, and numbers that it takes as text. */
const SINGLE = new Set(names.single);
const NUMBERS = new Set(names.numbers);

/** Metadata and `spec` of a pod template as the Kubernetes API takes them, from those of the Terraform provider. */
export const podObject = ({ metadata, spec }: DeploymentV1SpecTemplate) => ({
  metadata: metadata as {
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
  },
  spec: objectOf(spec as DeploymentV1SpecTemplateSpec as unknown as Plain) as Readonly<Record<string, Plain>>,
});

function objectOf(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(objectOf);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [(Array.isArray(item) && LISTS[key]) || key, valueOf(key, item)]),
  );
}

function valueOf(key: string, item: Plain): Plain {
  if (MAPPINGS.has(key)) return item;
  if (NUMBERS.has(key)) return Number(item);
  const [first] = SINGLE.has(key) && Array.isArray(item) ? (item as readonly Plain[]) : [];
  return objectOf(first ?? item);
}
