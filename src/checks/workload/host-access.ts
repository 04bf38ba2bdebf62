import { isTrue, number, texts } from "../../terraform/stack-json";
import { type ContainerSpec, items, type PodSpec } from "../../infrastructure/kubernetes-api";

// Fields that give a pod rights on its node. The Pod Security Standard `baseline` refuses them.

const HOST_FIELDS = ["hostNetwork", "hostPID", "hostIPC"] as const;

export const hostFieldProblems = (pod: PodSpec): string[] =>
  HOST_FIELDS.filter((field) => isTrue(pod[field])).map((field) => `${field} is true`);

export const privilegeProblems = (title: string, { securityContext }: ContainerSpec): string[] =>
  isTrue(securityContext?.privileged) ? [`${title} is privileged`] : [];

export const capabilityProblems = (title: string, { securityContext }: ContainerSpec): string[] =>
  texts(securityContext?.capabilities?.add)
    .filter((capability) => capability !== "NET_BIND_SERVICE")
    .map((capability) => `${title} adds the capability ${capability}`);

export const hostPortProblems = (title: string, { ports }: ContainerSpec): string[] =>
  items(ports)
    .filter(({ hostPort }) => (number(hostPort) ?? 0) !== 0)
    .map(({ hostPort }) => `${title} uses port ${String(hostPort)} of its node`);
