import { GP3_LIMITS } from "../../facts/gp3";
import { instanceStoreGB } from "../../facts/instance-store";
import { allOf, forEach } from "../loader/refused-values";
import { type NodeGroupConfig, hasGpus } from "../node-groups";
import { type EnvironmentConfig } from "../schema";
import { blockRules } from "./capacity-block";
import { type KeyProblem } from "./key-problem";

/** Rules on the keys of one node group. */
export const nodeGroupRules = (group: NodeGroupConfig, config: EnvironmentConfig): KeyProblem[] =>
  allOf<KeyProblem>(
    () => sizeRules(group),
    () => diskRules(group),
    () => taintRules(group),
    () => instanceStoreRules(group),
    () => bottlerocketRules(group),
    () => reservationRules(group, config),
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

/** Keys that only AL2023 has. */
function bottlerocketRules(group: NodeGroupConfig): KeyProblem[] {
  if (group.amiType !== "Bottlerocket") return [];
  return [
    ...(hasGpus(group)
      ? [
          {
            key: ["amiType"],
            expected:
              "AL2023 for instance types with GPUs, whose drivers and device plugin are those of AL2023",
            fix: "remove amiType, or choose instance types without GPUs",
          },
        ]
      : []),
    ...(group.userData === undefined
      ? []
      : [
          {
            key: ["userData"],
            expected: "no script with Bottlerocket, which has no shell",
            fix: "remove userData, or amiType",
          },
        ]),
    ...(group.instanceStore
      ? [
          {
            key: ["instanceStore"],
            expected: "false with Bottlerocket, which nodeadm does not set up",
            fix: "remove instanceStore, or amiType",
          },
        ]
      : []),
  ];
}

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
