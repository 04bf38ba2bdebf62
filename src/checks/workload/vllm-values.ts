import { repeated } from "../../base/lists";
import { memoryMiB } from "../../base/quantities";
import { type FlagValues, precisionProblems } from "../../evidence/vllm-kernels";
import {
  filesBeside,
  namesOfClients,
  servedProblems,
  servingOfArguments,
  unjudgedFlags,
} from "../../evidence/vllm-serving";
import { gpuOf } from "../../facts/gpus";
import { GPU_RESOURCE } from "../../infrastructure/capacity-amounts";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { identitiesOf } from "../../infrastructure/identities";
import { decide } from "../../infrastructure/identity-decisions";
import { accountKey, rolesOf } from "../../infrastructure/identity-roles";
import { items } from "../../infrastructure/kubernetes-api";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { type VllmServer, vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import { type Workload, workloadOf } from "../../infrastructure/kubernetes-workloads";
import { type Stated } from "../../infrastructure/stated";
import { homeOf } from "../../infrastructure/text-references";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { sharedMemory } from "./written-folders.json";
import TEXTS from "./texts.json";

export const vllmValues: Check = {
  ...ruleOf(TEXTS, "vllm-values"),
  run: (plan, { statedOf }) =>
    vllmServersOf(plan).flatMap((server) => {
      const workload = workloadOf(plan, server.pods);
      return server.isKnown && workload ? findings(plan, server, workload, statedOf(plan.name)) : [];
    }),
};

function findings(
  plan: EnvironmentPlan,
  server: VllmServer,
  workload: Workload,
  { languageModels }: Stated,
): Finding[] {
  const { pods, container, arguments: read, unread } = server;
  // Without all of them, a default is not known to count.
  if (read === undefined || unread.length > 0) return [];
  const name = `container ${container.name}`;
  const { values } = read;
  const groups = nodeGroups(plan).filter((group) => group.admits(workload.pod));
  const gpus = [...new Set(groups.flatMap(({ instanceTypes }) => instanceTypes))].flatMap((type) => {
    const gpu = gpuOf(type);
    return gpu ? [{ ...gpu, type }] : [];
  });
  const keys = languageModels?.get(workload.model ?? "");
  const serving = keys && servingOfArguments(values, keys);
  const on = {
    gpus,
    stated: plan.statedTypes,
    requests: requestsOf(server),
    volumesMiB: memoryVolumesMiB(server),
    allowsLonger: server.values.get("VLLM_ALLOW_LONG_MAX_MODEL_LEN") === "1",
  };
  const problems = [
    ...bucketProblems(plan, server, read.model),
    ...fileProblems(server, values),
    ...repeated(namesOfClients(read)).map((each) => `answers to ${each} twice: rename the adapter`),
    ...gpus.flatMap((gpu) => precisionProblems(values, gpu)),
    ...(serving ? servedProblems(serving, keys, values, on) : []),
    ...autoscalerProblems(workload),
  ];
  const open = serving ? unjudgedFlags(values, serving) : languageModels ? [NO_SIZES] : [];
  const { resource, title } = pods.owner;
  return [
    ...combinedFinding(
      resource,
      title,
      problems.map((problem) => `${name} ${problem}`),
    ),
    ...(open.length > 0
      ? [notJudged(resource, `${name}: memory of its GPUs (${open.join(", ")})`, "watch its first start")]
      : []),
  ];
}

/** Without a record of the file, nothing says whether it states them. */
const NO_SIZES = "no file states the sizes of its model";

const requestsOf = ({ container: { config } }: VllmServer) => {
  const given = { ...asObject(config.resources?.limits), ...asObject(config.resources?.requests) };
  return { memoryMiB: memoryMiB(text(given["memory"]) ?? ""), gpus: number(given[GPU_RESOURCE]) ?? 0 };
};

const memoryVolumesMiB = ({ pods, container }: VllmServer): number => {
  const shared = items(container.config.volumeMounts).find(({ mountPath }) => mountPath === sharedMemory);
  return items(pods.spec.volumes)
    .filter(({ name, emptyDir }) => emptyDir?.medium === "Memory" && name !== shared?.name)
    .reduce((sum, { emptyDir }) => sum + (memoryMiB(text(emptyDir?.sizeLimit) ?? "") || 0), 0);
};

/** The files of a model have its `config.json` directly below their prefix. */
function bucketProblems(plan: EnvironmentPlan, { pods }: VllmServer, model = ""): string[] {
  const [, place] = /^s3:\/\/(.*?)\/?$/.exec(model) ?? [];
  const account = accountKey(pods.owner.namespace, accountOf(plan, pods));
  const role = rolesOf(plan).trusting(account)[0]?.resource;
  const identity = identitiesOf(plan).all.find(({ resource }) => resource !== undefined && resource === role);
  if (place === undefined || !identity) return [];
  const resource = `arn:${homeOf(plan).partition}:s3:::${place}/config.json`;
  const { decides, arn, context } = identity;
  const request = { principal: { kind: "AWS", value: arn }, action: "s3:GetObject", resource, context };
  return decide(decides, request) === false ? [`reads ${model}, which ${identity.title} may not read`] : [];
}

/** Adapters, a template and a draft model are read from a folder. */
const fileProblems = ({ container }: VllmServer, values: FlagValues): string[] =>
  filesBeside(values)
    .filter(
      (path) =>
        !items(container.config.volumeMounts).some(({ mountPath }) => path.startsWith(`${text(mountPath)}/`)),
    )
    .map((path) => `reads ${path}, and no volume is there`);

/** The server polls its GPUs. */
const autoscalerProblems = ({ autoscaler, min, max }: Workload): string[] =>
  max > min && items(autoscaler?.spec.metrics).some(({ resource }) => resource?.name === "cpu")
    ? [
        "needs another measure: its autoscaler follows the CPU, which the server uses without a request; set replicas.max to replicas.min, or serve it by kind: llm with components.keda, which follows its queue",
      ]
    : [];
