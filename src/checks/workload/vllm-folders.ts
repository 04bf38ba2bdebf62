import { memoryMiB } from "../../base/quantities";
import facts from "./written-folders.json";
import { isTrue, number, text } from "../../terraform/stack-json";
import { items, type Volume } from "../../infrastructure/kubernetes-api";
import { type VllmServer } from "../../infrastructure/kubernetes-vllm";
import { problemsOfServers } from "../vllm-problems";
import { type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const vllmFolders: Check = {
  ...ruleOf(TEXTS, "vllm-folders"),
  run: (plan) =>
    problemsOfServers(plan, (server) => [
      ...userProblems(server),
      ...memoryProblems(server),
      ...folderProblems(server),
      ...sizeProblems(server),
    ]),
};

const userOf = ({ pods, container }: VllmServer): number =>
  number(container.config.securityContext?.runAsUser ?? pods.spec.securityContext?.runAsUser) ?? 0;

const HOMES: Readonly<Record<number, string>> = facts.homes;
const BASES: Readonly<Record<string, string>> = facts.bases;

function userProblems(server: VllmServer): string[] {
  const user = userOf(server);
  const isNamed =
    server.values.get("HOME") !== undefined &&
    facts.namesOfUser.some((name) => server.values.get(name) !== undefined);
  return user in HOMES || isNamed
    ? []
    : [
        `runs as user ${user}, which the image does not know by a name: run as ${Object.keys(HOMES).at(-1) ?? ""}, or set USER and HOME`,
      ];
}

function memoryProblems(server: VllmServer): string[] {
  const { emptyDir } = volumeAt(server, facts.sharedMemory) ?? {};
  if (emptyDir?.medium !== "Memory") return [`has no volume in memory at ${facts.sharedMemory}`];
  const given = (flag: string): number => number(server.arguments?.values.get(flag)) ?? 1;
  const workers = given("--tensor-parallel-size") * given("--pipeline-parallel-size");
  const { ofServer, ofWorker } = facts.queuesMiB;
  const cache = 1024 * (number(server.arguments?.values.get("--kv-offloading-size")) ?? 0);
  const least = (workers > 1 ? ofServer + workers * ofWorker : 0) + cache;
  return memoryMiB(text(emptyDir.sizeLimit) ?? "") < least
    ? [
        `has ${String(emptyDir.sizeLimit)} in memory at ${facts.sharedMemory}, expected at least ${least}Mi for the queues of its workers and its cache`,
      ]
    : [];
}

function folderProblems(server: VllmServer): string[] {
  if (!isTrue(server.container.config.securityContext?.readOnlyRootFilesystem)) return [];
  const unknown = [
    ...new Set(facts.folders.flatMap(({ variable, otherwise }) => unknownIn(server, variable, otherwise))),
  ];
  if (unknown.length > 0)
    return unknown.map((name) => `writes below ${name}, and ${name} has a value that no stack has`);
  return facts.folders.flatMap(({ variable, otherwise, files }) => {
    const path = pathOf(server, variable, otherwise);
    return volumeAt(server, path) ? [] : [`has no writable volume at ${path} for ${files} (${variable})`];
  });
}

/** Kubernetes evicts a pod whose volume is full. */
const sizeProblems = (server: VllmServer): string[] =>
  Object.entries(facts.leastMiB).flatMap(([place, least]) => {
    const path = pathOf(server, "", place);
    const limit = text(volumeAt(server, path)?.emptyDir?.sizeLimit);
    return limit !== undefined && memoryMiB(limit) < least
      ? [`its volume at ${path} has ${limit}, expected at least ${least}Mi`]
      : [];
  });

const OTHER = /\{(\w+)\}/g;

/** Variables of a path whose values no stack has. */
function unknownIn(server: VllmServer, variable: string, otherwise: string): string[] {
  const given = server.variables.findLast(({ name }) => name === variable);
  if (given) return given.value === undefined ? [variable] : [];
  return [...otherwise.matchAll(OTHER)].flatMap(([, name = ""]) =>
    unknownIn(server, name, BASES[name] ?? ""),
  );
}

const pathOf = (server: VllmServer, variable: string, otherwise: string): string =>
  (server.values.get(variable) ?? otherwise)
    .replace(/^~(?=\/|$)/, "{HOME}")
    .replace(OTHER, (_, name: string) => pathOf(server, name, BASES[name] ?? HOMES[userOf(server)] ?? "/"));

/** The volume that holds a path, if the container may write to it. */
function volumeAt({ pods, container }: VllmServer, path: string): Volume | undefined {
  const [mount] = items(container.config.volumeMounts)
    .filter(({ mountPath }) => isBelow(path, text(mountPath) ?? ""))
    .sort((one, other) => (text(other.mountPath) ?? "").length - (text(one.mountPath) ?? "").length);
  if (mount === undefined || isTrue(mount.readOnly)) return undefined;
  const volume = items(pods.spec.volumes).find(({ name }) => name === mount.name);
  const isWritable =
    volume?.emptyDir !== undefined ||
    (volume?.persistentVolumeClaim !== undefined && !isTrue(volume.persistentVolumeClaim.readOnly));
  return isWritable ? volume : undefined;
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
