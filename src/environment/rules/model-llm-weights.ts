import { own } from "../../base/own";
import { GP3_LIMITS } from "../../facts/gp3";
import { allocatableDiskMiB, allocatableStoreMiB, diskGiBFor } from "../../facts/node-disk";
import { instanceStoreGB } from "../../facts/instance-store";
import { checkpointMiB } from "../../facts/memory";
import { type Serving } from "../../facts/serving";
import { containerStart, wayOf } from "../values/llm-start";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem } from "./key-problem";
import { downloadMiB } from "./downloads";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

type Model = EnvironmentConfig["models"][number];

/** Rules on the files of a language model, and on the time in which its server reads them. */
export function llmWeightsRules(model: Model, serving: Serving, config: EnvironmentConfig): KeyProblem[] {
  const { nodeGroup = "" } = model;
  const group = own(config.cluster.nodeGroups, nodeGroup);
  return [
    ...sizeRules(model, serving),
    ...(group ? diskRules(model, group, nodeGroup) : []),
    ...startRules(model, serving, group, nodeGroup),
  ];
}

function sizeRules({ weights }: Model, serving: Serving): KeyProblem[] {
  const files = checkpointMiB(serving) / 1024;
  const least = Math.ceil(files * 10) / 10;
  if (weights === undefined || weights.sizeGiB >= least) return [];
  const { card, draft } = serving;
  const parameters = card.parameters + (draft?.parameters ?? 0);
  const bits = Math.round((files * 2 ** 30 * 8 * 100) / parameters) / 100;
  return [
    {
      key: ["weights", "sizeGiB"],
      expected: `at least ${least}, since the files have ${files.toFixed(1)} GiB (${parameters.toLocaleString("en-US")} parameters of ${bits} bits)`,
      fix: `write sizeGiB: ${least}`,
    },
  ];
}

/**
 * Disk for the system and the images: 3 GiB each for AL2023 and small images, 25 GB for that of vLLM, and 8.8 GB for its
 * compressed layers during the pull. Figures of this project of 2026-12-01; `weights-disk` has their sources.
 */
const SYSTEM_AND_IMAGES_MIB = 38_400;

/** One pod on an empty node. `weights-disk` judges several on one. */
function diskRules(model: Model, group: NodeGroupConfig, name: string): KeyProblem[] {
  const { tmpMiB, modelCacheMiB } = model;
  const copied = downloadMiB(model);
  const folders = tmpMiB + modelCacheMiB;
  const needed = copied + folders + SYSTEM_AND_IMAGES_MIB;
  const { of, mib } = group.instanceStore ? smallestStore(group.instanceTypes) : rootDisk(group);
  if (copied === 0 || needed <= mib) return [];
  const larger = group.instanceStore
    ? "choose a larger instance type"
    : `raise cluster.nodeGroups.${name}.diskGiB to at least ${diskGiBFor(needed)}`;
  return [
    {
      key: ["weights", "sizeGiB"],
      expected: `weights that fit beside the image: ${gib(copied)} GiB of weights, ${gib(folders)} of tmpMiB and modelCacheMiB and ${gib(SYSTEM_AND_IMAGES_MIB)} for the system and images are ${gib(needed)} GiB, and the ${of} has ${gib(mib)} for pods`,
      fix: `${larger}, or remove weights: the server then streams them`,
    },
  ];
}

interface Disk {
  readonly of: string;
  /** Ephemeral storage of pods. */
  readonly mib: number;
}

const rootDisk = ({ diskGiB }: NodeGroupConfig): Disk => ({
  of: `root disk of ${diskGiB} GiB`,
  mib: allocatableDiskMiB(diskGiB),
});

/** Types without a known instance store are another rule's. */
function smallestStore(instanceTypes: readonly string[]): Disk {
  const stores = instanceTypes.flatMap((type) => {
    const gigabytes = instanceStoreGB(type) ?? 0;
    return gigabytes > 0 ? [{ of: `instance store of a ${type}`, mib: allocatableStoreMiB(gigabytes) }] : [];
  });
  const [smallest = { of: "instance store", mib: Infinity }] = stores.sort((a, b) => a.mib - b.mib);
  return smallest;
}

/** No network is faster. The check `cold-start` counts that of the nodes. */
function startRules(
  model: Model,
  serving: Serving,
  group: NodeGroupConfig | undefined,
  name: string,
): KeyProblem[] {
  const { startupSeconds } = model;
  const weightsMiB = checkpointMiB(serving);
  const way = wayOf(model.weights?.mode, group?.instanceStore === true);
  const diskMiBps = group?.diskMiBps ?? GP3_LIMITS.throughput.least;
  const { server, weights, compilation, warmUp, least } = containerStart(way, {
    weightsMiB,
    networkMiBps: Infinity,
    diskMiBps,
  });
  if (startupSeconds >= least) return [];
  const origin = {
    stream: "at the highest rate",
    "instance-store": "from the instance store",
    "root-disk": `from a root disk of ${diskMiBps} MiB/s`,
    mount: "",
  }[way];
  const read =
    way === "mount" ? "" : `, ${Math.ceil(weights)} s for ${gib(weightsMiB)} GiB of weights ${origin}`;
  const faster = way === "root-disk" ? `, or cluster.nodeGroups.${name}.diskMiBps` : "";
  return [
    {
      key: ["startupSeconds"],
      expected: `at least ${least}: ${Math.ceil(server)} s for the server${read}, ${Math.ceil(compilation)} s for the compilation and ${Math.ceil(warmUp)} s for the warm-up`,
      fix: `raise startupSeconds${faster}`,
    },
  ];
}

const gib = (mib: number): string => (mib / 1024).toFixed(1);
