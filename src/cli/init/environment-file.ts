import { isCidr } from "../../base/cidr";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { instanceStoreGB } from "../../facts/instance-store";
import { VLLM } from "../../facts/vllm-image";
import { languageModelKeys } from "./language-model";
import { type Answers, listOf, operatorsOf } from "./question";
import { isById } from "./questions";

type Keys = Readonly<Record<string, unknown>>;

/** Letters of zones, in the order of ranges that a user lists. */
const ZONES = ["a", "b", "c", "d", "e", "f"];

/** Keys with a value: an empty mapping says nothing, except of a part. */
const present = (keys: Keys): Keys =>
  Object.fromEntries(
    Object.entries(keys).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === "object" && Object.keys(value as object).length === 0),
    ),
  );

/** A new environment is a demo with NAT if every saving of the schema follows. */
const isCheap = ({ network, entry }: Answers): boolean => network === "nat" && entry === "demo";

/** Keys of the environment's file: those only that differ from the defaults of the schema. */
export function environmentKeys(answers: Answers): Keys {
  const { account, region, name, owner, repository, admins } = answers;
  const { inside, outside } = operatorsOf(answers);
  const ranges = [answers["vpc-cidr"] ?? ""].filter(isCidr);
  return present({
    account,
    region,
    project: name,
    owner,
    repository,
    network: networkKeys(answers),
    components: componentKeys(answers),
    cluster: present({
      ...(admins === undefined ? {} : { admins: listOf(admins) }),
      serviceCidr: PRIVATE_RANGES.serviceConflict(undefined, ranges, [...ranges, ...inside.filter(isCidr)])
        ?.free,
      apiAccess: present({
        ...(inside.length > 0 ? { cidrs: inside } : {}),
        ...(outside.length > 0 ? { publicCidrs: outside } : {}),
      }),
      nodeGroups: nodeGroupKeys(answers),
    }),
    entry: entryKeys(answers),
    models: [modelKeys(answers)],
  });
}

function networkKeys(answers: Answers): Keys {
  const isExisting = answers.network === "existing";
  const [ranges, publicRanges] = [listOf(answers["private-subnets"]), listOf(answers["public-subnets"])];
  const { inside } = operatorsOf(answers);
  const gateway = answers["transit-gateway"] ?? "";
  return present({
    ...(isExisting && !isById(answers) ? { vpcName: answers["vpc-name"] } : {}),
    ...(answers["vpc-cidr"] === "10.0.0.0/16" && !isExisting ? {} : { vpcCidr: answers["vpc-cidr"] }),
    ...(isExisting && ranges.length !== 2 ? { zones: ZONES.slice(0, ranges.length) } : {}),
    ...(publicRanges.length > 0 ? { publicSubnets: { cidrs: publicRanges } } : {}),
    ...(isExisting ? { privateSubnets: { cidrs: ranges } } : {}),
    egress: egressOf(answers),
    endpoints: present({
      ...(isCheap(answers) ? { interfaces: false } : {}),
      // The buckets that the policy would allow are unconfirmed there.
      ...(answers.region?.startsWith("us-gov-") && (!isExisting || isById(answers))
        ? { s3Policy: "full-access" }
        : {}),
    }),
    ...(gateway === "" || inside.length === 0
      ? {}
      : {
          attachments: [
            { type: "transit-gateway", name: "organization", transitGatewayId: gateway, cidrs: inside },
          ],
        }),
    // The endpoints, rules and tags follow from the other keys: `existing-network.ts` adds them.
    ...(isExisting ? { existing: existingKeys(answers) } : {}),
  });
}

function existingKeys(answers: Answers): Keys {
  if (!isById(answers)) return { endpoints: ["s3"], rules: [] };
  const publicIds = listOf(answers["public-subnet-ids"]);
  return {
    vpcId: answers["vpc-id"],
    privateSubnetIds: listOf(answers["private-subnet-ids"]),
    ...(publicIds.length > 0 ? { publicSubnetIds: publicIds } : {}),
  };
}

/** A demo and an existing network have one NAT gateway; otherwise an outage of a zone cuts off no other one. */
function egressOf({ network, egress, entry }: Answers): string | undefined {
  if (network === "existing") return egress === "nat" ? "single-nat" : undefined;
  if (network !== "nat") return undefined;
  return entry === "demo" ? "single-nat" : "nat-per-az";
}

const hasGpus = ({ kind }: Answers): boolean => kind === "gpu" || kind === "llm";

/**
 * Its API has no endpoint that a network by names could declare. A demo has as many nodes as it needs, except of those
 * with GPUs, of which a rollout needs one more for minutes.
 */
const hasAutoscaler = (answers: Answers): boolean =>
  (answers.network !== "existing" || isById(answers)) && (!isCheap(answers) || hasGpus(answers));

function componentKeys(answers: Answers): Keys {
  const parts = listOf(answers.with);
  return {
    ...(answers.kind === "file" ? { "cert-manager": {} } : {}),
    ...(hasAutoscaler(answers) ? { "cluster-autoscaler": {} } : {}),
    ...(parts.includes("metrics") ? { "ebs-csi": {} } : {}),
    ...(answers.kind === "file" ? { kserve: {} } : {}),
    ...(parts.includes("pipelines") ? { "kubeflow-pipelines": { stepsImageTag: "2.17.0-2" } } : {}),
    ...(parts.includes("mlflow") ? { mlflow: { imageTag: "3.17.2-2" } } : {}),
    ...(parts.includes("metrics") ? { prometheus: {} } : {}),
  };
}

function nodeGroupKeys(answers: Answers): Keys {
  const parts = listOf(answers.with);
  const zones = isCheap(answers) ? { zones: ["a"] } : {};
  const [type, nodes] =
    parts.length > 0 ? ["m6i.xlarge", 2] : [answers.kind === "file" ? "m6i.large" : undefined, 1];
  const minPerZone = isCheap(answers) ? 2 * nodes - 1 : nodes;
  const general = {
    ...(type === undefined ? {} : { instanceTypes: [type] }),
    ...(minPerZone > 1 ? { minPerZone } : {}),
    ...(isCheap(answers) ? { maxPerZone: minPerZone + 1 } : { maxPerZone: 4 }),
    ...zones,
  };
  const { gpu } = answers;
  return {
    general,
    ...(gpu === undefined
      ? {}
      : {
          gpu: {
            instanceTypes: [gpu],
            ...((instanceStoreGB(gpu) ?? 0) > 0
              ? { instanceStore: true }
              : { diskGiB: answers.kind === "llm" ? 200 : 100 }),
            ...(isCheap(answers) ? { maxPerZone: 3 } : {}),
            ...zones,
          },
        }),
  };
}

function entryKeys(answers: Answers): Keys {
  const { entry, host, certificate = "" } = answers;
  if (entry === "demo") return { type: "ingress", scheme: "internet-facing", httpOnly: true };
  if (entry === "none") return { type: "none" };
  const { inside } = operatorsOf(answers);
  const clients = inside.length > 0 ? { clientCidrs: inside } : {};
  const https = certificate === "" ? {} : { host, certificateArn: certificate };
  if (entry === "nlb")
    return present({ type: "nlb", ...(certificate === "" ? {} : { port: 443 }), ...https, ...clients });
  return present({ type: "ingress", scheme: "internal", host, ...https, ...clients });
}

function modelKeys(answers: Answers): Keys {
  const { model, kind, entry, file } = answers;
  const base = `/v1/models/${model}`;
  return present({
    name: model,
    ...(kind === "llm" ? { kind, llm: languageModelKeys(answers), nodeGroup: "gpu" } : {}),
    ...(kind === "file"
      ? {
          kind: "kserve",
          format: file,
          weights: { sizeGiB: 0.5, mode: "mount", mibPerSecond: 10 },
          paths: [`${base}:predict`],
          healthPath: base,
        }
      : { image: imageKeys(answers.image), port: portOf(answers.image) }),
    ...(kind === "gpu" ? { nodeGroup: "gpu", gpus: 1, cpuRequest: "2", memoryRequest: "6Gi" } : {}),
    // An NLB deregisters pods for minutes: a node is left in time only if the next pod is ready soon.
    ...(entry === "nlb" && kind !== "llm" ? { startupSeconds: 200 } : {}),
    replicas: replicaKeys(answers),
  });
}

function imageKeys(image: string | undefined): Keys | undefined {
  if (image === undefined) return undefined;
  if (!image.includes("/")) return { tag: image };
  const colon = image.lastIndexOf(":");
  return colon < image.lastIndexOf("/")
    ? { repository: image }
    : { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}

/** The port of a server that its image names, where it is not the default of the key. */
const portOf = (image: string | undefined): number | undefined =>
  image?.split("/").at(-1)?.split(/[:@]/)[0] === VLLM.repository ? VLLM.defaultPort : undefined;

/** As many pods as the nodes hold at their maximum. */
function replicaKeys(answers: Answers): Keys {
  if (answers.kind === "llm") return isCheap(answers) ? { min: 1 } : {};
  if (answers.kind === "gpu" && isCheap(answers)) return { min: 1, max: 2 };
  if (answers.kind === "gpu") return { max: hasAutoscaler(answers) ? 3 : 2 };
  if (hasAutoscaler(answers)) return answers.kind === "file" ? { max: 6 } : {};
  return { max: isCheap(answers) && answers.kind === "file" ? 2 : 3 };
}
