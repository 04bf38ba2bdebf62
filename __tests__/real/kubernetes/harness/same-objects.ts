import diff, { type Difference } from "microdiff";
import { type Layer } from "../../../../src/base/layers";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { stepsOf } from "./objects";

/**
 * Compares the objects that the providers created with those that this suite makes from the same stacks, on which its other
 * tests rely. The API server completes the latter in a dry run, outside the quotas of their namespace.
 */
export async function comparedWithProviders(
  api: Api,
  plan: EnvironmentPlan,
  layers: readonly Layer[],
): Promise<{ readonly compared: number; readonly differences: readonly string[] }> {
  const all = stepsOf(plan, layers)
    .flat()
    .flatMap(({ layer, address, objects }) =>
      objects.map((object) => ({ from: `${layer} ${address}`, object })),
    );
  const differences = await Promise.all(
    all.map(async ({ from, object }) => {
      const copy = elsewhere(object);
      const path = await api.pathOf(copy);
      const own = await api.send("POST", `${path.slice(0, path.lastIndexOf("/"))}?dryRun=All`, copy);
      const made = await api.send("GET", await api.pathOf(object));
      return differencesOf(own, made).map((each) => `${from}: ${each}`);
    }),
  );
  return { compared: all.length, differences: differences.flat() };
}

/** The same object in another namespace; a namespace under another name. */
function elsewhere(object: JsonObject): JsonObject {
  const { name, namespace, ...metadata } = asObject(object["metadata"]);
  const place =
    namespace === undefined
      ? { name: `${String(name)}-compared` }
      : { name: name ?? "", namespace: "default" };
  return { ...object, metadata: { ...metadata, ...place } };
}

/** Differences between an object of this suite and one of a provider, without those that are expected. */
export const differencesOf = (own: JsonObject, made: JsonObject): string[] =>
  diff(comparable(own), comparable(made))
    .filter((each) => !EXPECTED.some(({ path, value }) => path.test(pathOf(each)) && isValue(each, value)))
    .map((each) => `${pathOf(each)} ${each.type}`);

const pathOf = ({ path }: Difference): string => path.join(".");

const isValue = (difference: Difference, value: unknown): boolean =>
  value === undefined || (difference.type === "CREATE" && difference.value === value);

const EXPECTED: readonly { readonly path: RegExp; readonly value?: unknown }[] = [
  // Defaults that the provider writes, and the API server does not.
  { path: /(^|\.)(immutable|optional|shareProcessNamespace)$/, value: false },
  { path: /\.mountPropagation$/, value: "None" },
  { path: /\.csi\.fsType$/, value: "" },
  { path: /^automountServiceAccountToken$/, value: true },
  // Helm marks its objects.
  { path: /^metadata\.labels\.app\.kubernetes\.io\/managed-by$/, value: "Helm" },
  { path: /^metadata\.annotations\.meta\.helm\.sh\// },
  // Values of the API server and of controllers.
  { path: /^metadata\.labels\.kubernetes\.io\/metadata\.name$/ },
  { path: /^metadata\.annotations\.deployment\.kubernetes\.io\/revision$/ },
  { path: /^spec\.(replicas|clusterIP|clusterIPs\.0|healthCheckNodePort)$/ },
];

/** An object without its status and what identifies it. */
function comparable(object: JsonObject): JsonObject {
  const { labels, annotations } = asObject(object["metadata"]);
  return { ...object, status: null, metadata: { labels: labels ?? {}, annotations: annotations ?? {} } };
}
