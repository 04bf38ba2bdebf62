import { GP3_LIMITS } from "../../facts/gp3";
import { instanceStoreGB } from "../../facts/instance-store";
import { PARALLEL_PULL } from "../../facts/parallel-pull";
import { capacityOf } from "../../facts/stated-types";
import { nodesOf } from "../node-groups";
import { type EnvironmentConfig } from "../schema";
import { blockRules } from "./capacity-block";
import { type KeyProblem } from "./key-problem";
import { allOf, forEach } from "../rule-problems";
import ONLY_AL2023 from "./only-al2023.json";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

/** Rules on the keys of one node group. */
export const nodeGroupRules = (group: NodeGroupConfig, config: EnvironmentConfig): KeyProblem[] =>
  allOf<KeyProblem>(
    () => sizeRules(group),
    () => diskRules(group),
    () => taintRules(group),
    () => instanceStoreRules(group),
    () => parallelPullRules(group, config),
    () => bottlerocketRules(group),
    () => reservationRules(group, config),
    () => addressRules(group, config),
    () => blockRules(group),
  );

const sizeRules = ({ minPerZone, maxPerZone }: NodeGroupConfig): KeyProblem[] =>
  maxPerZone < minPerZone
    ? [
        {
          key: ["maxPerZone"],
          expected: `at least ${minPerZone}, the value of minPerZone`,
          fix: "raise maxPerZone, or lower minPerZone",
        },
      ]
    : [];

function diskRules({ diskGiB, diskIops, diskMiBps }: NodeGroupConfig): KeyProblem[] {
  const { iops, throughput } = GP3_LIMITS;
  const most = diskGiB * iops.perGiB;
  const given = diskIops ?? iops.least;
  const fastest = Math.floor(given * throughput.perIops);
  return [
    ...(diskIops !== undefined && diskIops > most
      ? [
          {
            key: ["diskIops"],
            expected: `at most ${most}, ${iops.perGiB} for each GiB of diskGiB`,
            fix: "lower diskIops, or raise diskGiB",
          },
        ]
      : []),
    ...(diskMiBps !== undefined && diskMiBps > fastest
      ? [
          {
            key: ["diskMiBps"],
            expected: `at most ${fastest}, a quarter of ${given} IOPS`,
            fix: "lower diskMiBps, or raise diskIops",
          },
        ]
      : []),
  ];
}

const taintRules = ({ taints = [] }: NodeGroupConfig): KeyProblem[] =>
  forEach(taints, ({ key, effect }, index) => {
    const first = taints.findIndex((each) => each.key === key && each.effect === effect);
    return first === index
      ? []
      : [
          {
            key: ["taints", index],
            expected: `another key or effect than taints[${first}]`,
            fix: "remove one of the two",
          },
        ];
  });

function instanceStoreRules({ instanceStore, instanceTypes }: NodeGroupConfig): KeyProblem[] {
  if (!instanceStore) return [];
  const without = instanceTypes.filter((type) => instanceStoreGB(type) === 0);
  const unknown = instanceTypes.filter((type) => instanceStoreGB(type) === undefined);
  const why = [
    ...(without.length > 0 ? [`${without.join(" and ")} ${without.length === 1 ? "has" : "have"} none`] : []),
    ...(unknown.length > 0 ? [`its size is not known for ${unknown.join(" and ")}`] : []),
  ];
  return why.length === 0
    ? []
    : [
        {
          key: ["instanceStore"],
          expected: `instance types with an instance store, and ${why.join(", and ")}`,
          fix: "remove instanceStore, or choose types such as g5.xlarge",
        },
      ];
}

/** nodeadm keeps images on the instance store if it makes one (awslabs/amazon-eks-ami, pull requests 2548 and 2588, read 2026-11-28). */
function parallelPullRules(group: NodeGroupConfig, { instanceTypes = {} }: EnvironmentConfig): KeyProblem[] {
  if (!group.parallelImagePull || group.amiType === "Bottlerocket") return [];
  const { diskMiBps, vcpus, memoryMiB } = PARALLEL_PULL;
  const given = group.diskMiBps ?? GP3_LIMITS.throughput.least;
  const small = group.instanceTypes.filter((type) => {
    const size = capacityOf(type, instanceTypes);
    return size !== undefined && (size.vcpus < vcpus || size.memoryMiB < memoryMiB);
  });
  const problem = (expected: string, fix: string): KeyProblem => ({
    key: ["parallelImagePull"],
    expected,
    fix,
  });
  return [
    ...(group.instanceStore
      ? [
          problem(
            "images on the root disk: AWS states no throughput of an instance store, and some are slower than a gp3 disk",
            "remove parallelImagePull or instanceStore",
          ),
        ]
      : []),
    ...(given < diskMiBps
      ? [
          problem(
            `a root disk of at least ${diskMiBps} MiB/s, below which a pull takes longer than layer by layer: it has ${given}`,
            `write diskMiBps: ${diskMiBps} and diskIops: ${Math.max(GP3_LIMITS.iops.least, diskMiBps / GP3_LIMITS.throughput.perIops)}, or remove parallelImagePull`,
          ),
        ]
      : []),
    ...(small.length > 0
      ? [
          problem(
            `types of at least ${vcpus} vCPUs and ${memoryMiB / 1024} GiB, without which nodeadm ignores it: ${small.join(", ")}`,
            "remove parallelImagePull, or choose larger types",
          ),
        ]
      : []),
  ];
}

/** Keys that only AL2023 has. */
function bottlerocketRules(group: NodeGroupConfig): KeyProblem[] {
  if (group.amiType !== "Bottlerocket") return [];
  const { instanceStore, parallelImagePull } = group;
  const userData = group.userData !== undefined;
  const given = { amiType: nodesOf(group).hasGpus, userData, instanceStore, parallelImagePull };
  return forEach(ONLY_AL2023.rows, ({ key, ...problem }) =>
    given[key as keyof typeof given] ? [{ key: [key], ...problem }] : [],
  );
}

/** The kubelet and the checks need the number of pods that the interfaces of a node carry. */
const addressRules = (
  { instanceTypes }: NodeGroupConfig,
  { cluster, network, instanceTypes: stated = {} }: EnvironmentConfig,
): KeyProblem[] =>
  cluster.podAddresses === "prefixes" && network.podCidr === undefined
    ? []
    : forEach(instanceTypes, (type, index) =>
        capacityOf(type, stated)
          ? []
          : [
              {
                key: ["instanceTypes", index],
                expected: `a type whose number of addresses is known, with ${network.podCidr === undefined ? "cluster.podAddresses: single" : "network.podCidr"}`,
                fix: "state its sizes under instanceTypes, at the top of the file",
              },
            ],
      );

/** A reservation is for instances of one type in one zone (Amazon EC2 user guide, "On-Demand Capacity Reservations", read 2026-11-25). */
function reservationRules(group: NodeGroupConfig, { network }: EnvironmentConfig): KeyProblem[] {
  if (group.capacityReservation === undefined) return [];
  const { capacityType, instanceTypes, zones = network.zones } = group;
  const problem = (expected: string, fix: string): KeyProblem => ({
    key: ["capacityReservation"],
    expected,
    fix,
  });
  return [
    ...(capacityType === "SPOT"
      ? [
          problem(
            "no capacityReservation with capacityType: SPOT, which never starts in one",
            "remove one of the two",
          ),
        ]
      : []),
    ...(zones.length > 1
      ? [
          problem(
            "a group in one zone, that of the reservation",
            `write its letter, such as zones: [${zones[0]}]`,
          ),
        ]
      : []),
    ...(instanceTypes.length > 1
      ? [problem("one instance type, that of the reservation", "remove the other types from instanceTypes")]
      : []),
  ];
}
