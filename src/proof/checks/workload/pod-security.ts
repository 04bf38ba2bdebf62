import { apiField } from "../../../shared/kubernetes/api-field";
import { block, blocks, isFalse, isTrue, number, combinedFinding, text, texts } from "../../model/blocks";
import { type Container, type Pods, objectsOf, titleOf } from "../../model/kubernetes/objects";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const podSecurity: Check = {
  id: "pod-security",
  severity: "error",
  title: "every pod meets the restricted Pod Security Standard",
  why: "the namespace rejects any other pod, and a Deployment reports rejected pods only in its events",
  fix: "set the fields that the message names, also on init containers",
  source: "Kubernetes documentation, Pod Security Standards, of 1.34 and later (read 2026-11-20)",
  scannerRules: [
    "CKV_K8S_16",
    "CKV_K8S_17",
    "CKV_K8S_18",
    "CKV_K8S_19",
    "CKV_K8S_20",
    "CKV_K8S_25",
    "CKV_K8S_26",
    "CKV_K8S_37",
    "KSV-0001",
    "KSV-0012",
    "KSV-0017",
    "KSV-0030",
    "KSV-0104",
  ],
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, titleOf(pods.owner), [
        ...podProblems(pods.spec),
        ...pods.containers.flatMap((container) => containerProblems(container, pods)),
      ]),
    ),
};

const HOST_FIELDS = ["host_network", "host_pid", "host_ipc"];

/** Volume types that the standard allows, by their names in Terraform. */
const VOLUMES = [
  "config_map",
  "csi",
  "downward_api",
  "empty_dir",
  "ephemeral",
  "persistent_volume_claim",
  "projected",
  "secret",
];

const SAFE_SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.ping_group_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
];

function podProblems(spec: JsonObject): string[] {
  const security = block(spec["security_context"]);
  const volumes = blocks(spec["volume"]).flatMap((volume) =>
    Object.keys(volume).filter((key) => key !== "name" && !VOLUMES.includes(key)),
  );
  const sysctls = blocks(security["sysctl"]).flatMap(({ name }) => text(name) ?? []);
  return [
    ...HOST_FIELDS.filter((field) => isTrue(spec[field])).map((field) => `${apiField(field)} is true`),
    ...volumes.map((kind) => `volume type ${apiField(kind)} is not allowed`),
    ...blocks(spec["volume"])
      .filter((volume) => !VOLUMES.some((kind) => volume[kind] !== undefined))
      .map(({ name }) => `volume ${String(name)} has no allowed type`),
    ...sysctls.filter((name) => !SAFE_SYSCTLS.includes(name)).map((name) => `sysctl ${name} is not allowed`),
    ...identityProblems("the pod", security),
  ];
}

function containerProblems({ name, config }: Container, pods: Pods): string[] {
  const title = `container ${name}`;
  const own = block(config["security_context"]);
  const fromPod = block(pods.spec["security_context"]);
  const capabilities = block(own["capabilities"]);
  const added = texts(capabilities["add"]).filter((each) => each !== "NET_BIND_SERVICE");
  const nonRoot = own["run_as_non_root"] ?? fromPod["run_as_non_root"];
  const seccomp = text((own["seccomp_profile"] === undefined ? seccompOf(fromPod) : seccompOf(own))["type"]);
  return [
    ...(isTrue(own["privileged"]) ? [`${title} is privileged`] : []),
    ...(isFalse(own["allow_privilege_escalation"])
      ? []
      : [`${title} lacks allowPrivilegeEscalation = false`]),
    ...(texts(capabilities["drop"]).includes("ALL") ? [] : [`${title} does not drop ALL capabilities`]),
    ...added.map((capability) => `${title} adds the capability ${capability}`),
    ...(isTrue(nonRoot) ? [] : [`${title} lacks runAsNonRoot = true`]),
    ...(seccomp === "RuntimeDefault" || seccomp === "Localhost"
      ? []
      : [`${title} lacks the seccomp profile RuntimeDefault`]),
    ...((text(own["proc_mount"]) ?? "Default") === "Default"
      ? []
      : [`${title} sets procMount to other than Default`]),
    ...identityProblems(title, own),
    ...blocks(config["port"])
      .filter((port) => (number(port["host_port"]) ?? 0) !== 0)
      .map((port) => `${title} uses port ${String(port["host_port"])} of its node`),
    ...hostsOf(config).map((place) => `${place} of ${title} names a host`),
  ];
}

const seccompOf = (security: JsonObject): JsonObject => block(security["seccomp_profile"]);

/** Violations in fields that pods and containers share: users, AppArmor, SELinux and Windows. */
function identityProblems(title: string, security: JsonObject): string[] {
  const apparmor = text(block(security["app_armor_profile"])["type"]);
  const selinux = block(security["se_linux_options"]);
  return [
    ...(number(security["run_as_user"]) === 0 ? [`${title} runs as root`] : []),
    ...(isFalse(security["run_as_non_root"]) ? [`${title} may run as root`] : []),
    ...(apparmor === "Unconfined" ? [`${title} disables AppArmor`] : []),
    ...(["user", "role"].some((key) => (text(selinux[key]) ?? "") !== "")
      ? [`${title} sets an SELinux user or role`]
      : []),
    ...(isTrue(block(security["windows_options"])["host_process"])
      ? [`${title} is a Windows HostProcess`]
      : []),
  ];
}

const HANDLERS = ["startup_probe", "readiness_probe", "liveness_probe"];

/** Probes and hooks with a host, which the standard forbids since Kubernetes 1.34. */
function hostsOf(config: JsonObject): string[] {
  const lifecycle = block(config["lifecycle"]);
  const handlers: readonly (readonly [string, JsonObject])[] = [
    ...HANDLERS.map((key) => [key, block(config[key])] as const),
    ...["post_start", "pre_stop"].map((key) => [key, block(lifecycle[key])] as const),
  ];
  return handlers
    .filter(([, handler]) =>
      ["http_get", "tcp_socket"].some((way) => (text(block(handler[way])["host"]) ?? "") !== ""),
    )
    .map(([key]) => apiField(key));
}
