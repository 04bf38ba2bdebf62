import { type EnvironmentPlan, inLayer } from "../terraform/environment-plan";
import { knownText, resolveReferences } from "./text-references";
import { DECLARED_DRAIN_VARIABLE } from "../evidence/node-drains";
import { GPU_RESOURCE } from "./capacity-amounts";
import { customObjectsOf } from "./kubernetes-releases";
import { expandedWord, givenVariables } from "./kubernetes/given-variables";
import { type Container, type KubernetesObject, objectsOf, type Pods } from "./kubernetes-objects";
import {
  asArray,
  asObject,
  type Json,
  jsonIn,
  type JsonObject,
  number,
  text,
  texts,
} from "../terraform/stack-json";
import { items, type Specs, type Volume } from "./kubernetes-api";

/** A name in the spec of pods, also where it refers to an object of the stacks. @default - the spec has none */
export const namedBy = (
  plan: EnvironmentPlan,
  { owner }: Pick<Pods, "owner">,
  name: string | undefined,
): string | undefined =>
  name === undefined ? undefined : resolveReferences(plan, inLayer(owner.resource, name));

/** Name of the service account of pods. */
export const accountOf = (plan: EnvironmentPlan, pods: Pick<Pods, "owner" | "spec">): string =>
  namedBy(plan, pods, pods.spec.serviceAccountName) ?? "default";

/** The variables of a container, without a value where no stack has it, and its words with their values. */
export function containerValues(plan: EnvironmentPlan, pods: Pods, container: Container) {
  const { variables } = givenVariables(plan, pods, container);
  const values: ReadonlyMap<string, string | undefined> = new Map(
    variables.map(({ name, value }) => [name, value]),
  );
  const known = (word: string) => knownText(plan, inLayer(pods.owner.resource, word));
  return { values, word: (written: string) => expandedWord(known(written), values) };
}

/** Environment variables of the main container with known values. */
export function variablesOf(plan: EnvironmentPlan, pods: Pods): Readonly<Record<string, string>> {
  const variables = pods.main ? [...containerValues(plan, pods, pods.main).values] : [];
  return Object.fromEntries(
    variables.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

type ServicePort = NonNullable<Specs["service"]["ports"]>[number];

/** The port of pods or of a container with a name or number; undefined if no container declares it. */
export function podPort(
  { ports }: Pick<Pods, "ports">,
  wanted: Json | undefined,
): Pods["ports"][number] | undefined {
  const asNumber = number(wanted);
  return ports.find((port) =>
    asNumber === undefined ? port.name === wanted && wanted !== undefined : port.number === asNumber,
  );
}

/** The port of a Service with a name or number. */
export const servicePort = (
  service: KubernetesObject<Specs["service"]>,
  wanted: string | number | undefined,
): ServicePort | undefined =>
  items(service.spec.ports).find((port) =>
    typeof wanted === "number" ? number(port.port) === wanted : wanted !== undefined && port.name === wanted,
  );

/** The target of a Service port: `targetPort`, or the port itself by default. */
export const targetOf = (port: ServicePort): Json | undefined => port.targetPort ?? port.port;

/** A SHA-256 checksum in hexadecimal. */
const CHECKSUM = /^[0-9a-f]{64}$/;

/** Whether pods have an annotation with the checksum of their settings or secrets, so that they restart after a change. */
export const hasChecksum = ({ annotations }: Pick<Pods, "annotations">, of: "config" | "secrets"): boolean =>
  CHECKSUM.test(annotations[`checksum/${of}`] ?? "");

/** How the pods of a workload end. Times are in seconds. */
interface Stopping {
  /** Time from the deletion of a pod until Kubernetes kills it. */
  readonly grace: number;
  /** Time that a pod still serves: by its preStop hook, or as its image declares. */
  readonly serves: number;
  /** Whether `serves` is what the image declares by its variable; nothing in a plan proves it. */
  readonly isDeclared: boolean;
}

/** Default of Kubernetes, in seconds. */
const DEFAULT_GRACE = 30;

export function stoppingOf(pods: Pods): Stopping {
  const { config = {} } = pods.main ?? {};
  const grace = number(pods.spec.terminationGracePeriodSeconds) ?? DEFAULT_GRACE;
  const hook = config.lifecycle?.preStop ?? {};
  const command = texts(hook.exec?.command);
  if (Object.keys(hook).length > 0) {
    return { grace, serves: command[0] === "sleep" ? (number(command[1]) ?? 0) : 0, isDeclared: false };
  }
  const declared = items(config.env).find(({ name }) => name === DECLARED_DRAIN_VARIABLE);
  return { grace, serves: number(declared?.value) ?? 0, isDeclared: declared !== undefined };
}

/** Limits of pods that no stack creates, as the end of a sentence. */
export function limitsInNamespace(plan: EnvironmentPlan, namespace: string): string {
  const quota = objectsOf(plan)
    .ofKind("resource_quota")
    .find((each) => each.namespace === namespace);
  if (!quota) return "";
  const hard = asObject(quota.spec.hard);
  const amount = (key: string): string => String(hard[key] ?? "any number of");
  const cpu = `${amount("requests.cpu")} vCPU`;
  const memory = `${amount("requests.memory")} of memory`;
  const gpus = amount(`requests.${GPU_RESOURCE}`);
  const requests = gpus === "0" ? `${cpu} and ${memory}` : `${cpu}, ${memory} and ${gpus} GPUs`;
  return `, with up to ${amount("pods")} pods that request ${requests}, which no capacity check reserves`;
}

/** Objects of Secrets Manager whose files a volume has, by its SecretProviderClass. */
export function secretObjectsOf(plan: EnvironmentPlan, namespace: string, volume: Volume): JsonObject[] {
  const provider = text(asObject(volume.csi?.volumeAttributes)["secretProviderClass"]);
  return customObjectsOf(plan)
    .filter(
      (object) =>
        object.kind === "SecretProviderClass" && object.namespace === namespace && object.name === provider,
    )
    .flatMap(({ spec }) => asArray(jsonIn(asObject(spec["parameters"])["objects"])))
    .map(asObject);
}
