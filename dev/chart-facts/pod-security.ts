import { spawnSync } from "node:child_process";
import { type WorkloadFacts } from "../../src/evidence/charts";
import { asArray, asObject, type Json, type JsonObject, texts } from "../../src/terraform/stack-json";
import { type RenderedContainer, type RenderedWorkload } from "./rendered-objects";

/** Reasons of the API server against a level. */
interface Judgement {
  readonly baseline: readonly string[];
  readonly restricted: readonly string[];
}

/** Level of a workload, with the reasons against stricter ones. */
type PodSecurityFacts = Pick<WorkloadFacts, "podSecurityLevel" | "whyNotBaseline" | "whyNotRestricted">;

/** Judges the pods of workloads with `program`, which is built from `pod-security`. */
export function podSecurityOf(program: string, workloads: readonly RenderedWorkload[]): PodSecurityFacts[] {
  const pods = workloads.map(({ name, pod }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: pod,
  }));
  const { status, stdout, stderr } = spawnSync(program, [], {
    input: JSON.stringify(pods),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  const judged = JSON.parse(stdout) as Judgement[];
  return workloads.map((workload, index) => factsOf(workload, judged[index] as Judgement));
}

function factsOf(workload: RenderedWorkload, { baseline, restricted }: Judgement): PodSecurityFacts {
  const sentences = (reasons: readonly string[]): string[] =>
    reasons.flatMap((reason) => sentencesOf(workload, reason));
  const against = sentences(restricted.filter((reason) => !baseline.includes(reason)));
  const level = baseline.length > 0 ? "privileged" : restricted.length > 0 ? "baseline" : "restricted";
  return {
    podSecurityLevel: level,
    ...(level === "privileged" ? { whyNotBaseline: sentences(baseline) } : {}),
    whyNotRestricted: against,
  };
}

/** Sentences for a reason of the API server, which names fields and containers and not their values. */
function sentencesOf(workload: RenderedWorkload, reason: string): string[] {
  const known = Object.entries(SENTENCES).find(([beginning]) => reason.startsWith(`${beginning} (`));
  return known ? known[1](workload) : [reason];
}

const SENTENCES: Readonly<Record<string, (workload: RenderedWorkload) => string[]>> = {
  "host namespaces": ({ pod }) =>
    ["hostNetwork", "hostPID", "hostIPC"].filter((field) => pod[field] === true),
  "hostPath volumes": ({ pod }) => hostPaths(pod).map((path) => `hostPath ${path}`),
  hostPort: ({ containers }) =>
    containers.flatMap(({ name, spec }) =>
      asArray(spec["ports"])
        .map((port) => asObject(port)["hostPort"])
        .filter((port) => port !== undefined)
        .map((port) => `hostPort ${String(port)} (${name})`),
    ),
  privileged: ({ containers }) =>
    sentence("privileged", containers, ({ spec }) => contextOf(spec)["privileged"] === true),
  "non-default capabilities": ({ containers }) =>
    containers.flatMap(({ name, spec }) =>
      texts(capabilities(spec)["add"])
        .filter((capability) => !DEFAULT_CAPABILITIES.includes(capability))
        .map((capability) => `adds ${capability} (${name})`),
    ),
  "allowPrivilegeEscalation != false": ({ containers }) =>
    sentence(
      "allowPrivilegeEscalation not false",
      containers,
      ({ spec }) => contextOf(spec)["allowPrivilegeEscalation"] !== false,
    ),
  "unrestricted capabilities": ({ containers }) =>
    sentence(
      "does not drop ALL",
      containers,
      ({ spec }) => !texts(capabilities(spec)["drop"]).includes("ALL"),
    ),
  "runAsNonRoot != true": ({ containers, pod }) =>
    sentence(
      "runAsNonRoot not true",
      containers,
      ({ spec }) => inherited(pod, spec, "runAsNonRoot") !== true,
    ),
  "runAsUser=0": ({ containers, pod }) =>
    sentence("runAsUser 0", containers, ({ spec }) => inherited(pod, spec, "runAsUser") === 0),
  seccompProfile: ({ containers, pod }) =>
    sentence(
      "no seccomp profile",
      containers,
      ({ spec }) => !SECCOMP.includes(String(asObject(inherited(pod, spec, "seccompProfile"))["type"])),
    ),
  // The reasons against baseline name the paths.
  "restricted volume types": () => [],
};

const SECCOMP = ["RuntimeDefault", "Localhost"];

/** Capabilities that baseline admits: https://kubernetes.io/docs/concepts/security/pod-security-standards/ (read 2026-11-30). */
const DEFAULT_CAPABILITIES = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"],
  ...["SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];

const hostPaths = (pod: JsonObject): string[] =>
  asArray(pod["volumes"])
    .map((volume) => asObject(asObject(volume)["hostPath"])["path"])
    .filter((path) => path !== undefined)
    .map(String);

const contextOf = (spec: JsonObject): JsonObject => asObject(spec["securityContext"]);
const capabilities = (spec: JsonObject): JsonObject => asObject(contextOf(spec)["capabilities"]);

/** A container overrides the field of its pod. */
const inherited = (pod: JsonObject, spec: JsonObject, field: string): Json | undefined =>
  contextOf(spec)[field] ?? asObject(pod["securityContext"])[field];

/** The words with the names of the containers to which they apply, if there are any. */
function sentence(
  words: string,
  containers: readonly RenderedContainer[],
  applies: (container: RenderedContainer) => boolean,
): string[] {
  const names = containers.filter(applies).map(({ name }) => name);
  return names.length === 0 ? [] : [`${words} (${names.join(", ")})`];
}
