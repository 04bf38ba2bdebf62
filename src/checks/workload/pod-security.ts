import { isFalse, isTrue, number, text, texts } from "../../terraform/stack-json";
import { type ContainerSpec, items, type PodSpec, PROBES } from "../../infrastructure/kubernetes-api";
import { type Container, type Pods, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import { capabilityProblems, hostFieldProblems, hostPortProblems, privilegeProblems } from "./host-access";
import FACTS from "./restricted-standard.json";
import TEXTS from "./texts.json";

/** Settings that pods and containers both have. */
type SecurityContext = NonNullable<(PodSpec | ContainerSpec)["securityContext"]>;

export const podSecurity: Check = {
  ...ruleOf(TEXTS, "pod-security"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, [
        ...podProblems(pods.spec),
        ...pods.containers.flatMap((container) => containerProblems(container, pods)),
      ]),
    ),
};

/** Volume types that the standard allows. */
const VOLUMES: readonly string[] = FACTS.volumes;

const SAFE_SYSCTLS: readonly string[] = FACTS.sysctls;

function podProblems(spec: PodSpec): string[] {
  const security = spec.securityContext ?? {};
  const volumes = items(spec.volumes).flatMap((volume) =>
    Object.keys(volume).filter((key) => key !== "name" && !VOLUMES.includes(key)),
  );
  const sysctls = items(security.sysctls).flatMap(({ name }) => text(name) ?? []);
  return [
    ...hostFieldProblems(spec),
    ...volumes.map((kind) => `volume type ${kind} is not allowed`),
    ...items(spec.volumes)
      .filter((volume) => !Object.keys(volume).some((key) => VOLUMES.includes(key)))
      .map(({ name }) => `volume ${String(name)} has no allowed type`),
    ...sysctls.filter((name) => !SAFE_SYSCTLS.includes(name)).map((name) => `sysctl ${name} is not allowed`),
    ...identityProblems("the pod", security),
  ];
}

function containerProblems({ name, config }: Container, pods: Pods): string[] {
  const title = `container ${name}`;
  const own = config.securityContext ?? {};
  const fromPod = pods.spec.securityContext ?? {};
  const nonRoot = own.runAsNonRoot ?? fromPod.runAsNonRoot;
  const seccomp = text((own.seccompProfile ?? fromPod.seccompProfile)?.type);
  return [
    ...privilegeProblems(title, config),
    ...(isFalse(own.allowPrivilegeEscalation) ? [] : [`${title} lacks allowPrivilegeEscalation = false`]),
    ...(texts(own.capabilities?.drop).includes("ALL") ? [] : [`${title} does not drop ALL capabilities`]),
    ...capabilityProblems(title, config),
    ...(isTrue(nonRoot) ? [] : [`${title} lacks runAsNonRoot = true`]),
    ...(seccomp === "RuntimeDefault" || seccomp === "Localhost"
      ? []
      : [`${title} lacks the seccomp profile RuntimeDefault`]),
    ...((text(own.procMount) ?? "Default") === "Default"
      ? []
      : [`${title} sets procMount to other than Default`]),
    ...identityProblems(title, own),
    ...hostPortProblems(title, config),
    ...hostsOf(config).map((place) => `${place} of ${title} names a host`),
  ];
}

/** Violations in fields that pods and containers share: users, AppArmor, SELinux and Windows. */
function identityProblems(title: string, security: SecurityContext): string[] {
  const apparmor = text(security.appArmorProfile?.type);
  const selinux = security.seLinuxOptions ?? {};
  return [
    ...(number(security.runAsUser) === 0 ? [`${title} runs as root`] : []),
    ...(isFalse(security.runAsNonRoot) ? [`${title} may run as root`] : []),
    ...(apparmor === "Unconfined" ? [`${title} disables AppArmor`] : []),
    ...([selinux.user, selinux.role].some((each) => (text(each) ?? "") !== "")
      ? [`${title} sets an SELinux user or role`]
      : []),
    ...(isTrue(security.windowsOptions?.hostProcess) ? [`${title} is a Windows HostProcess`] : []),
  ];
}

/** Probes and hooks with a host, which the standard forbids since Kubernetes 1.34. */
function hostsOf(config: ContainerSpec): string[] {
  const probes = PROBES.map((probe) => [probe, config[probe]] as const);
  const hooks = Object.entries(config.lifecycle ?? {});
  return [...probes, ...hooks]
    .filter(([, handler]) =>
      [handler?.httpGet, handler?.tcpSocket].some((way) => (text(way?.host) ?? "") !== ""),
    )
    .map(([name]) => name);
}
