import { texts as TEXTS } from "./texts.json";
import figures from "../facts/figures.json";
import { type KeyProblem } from "./key-problem";
import { type EnvironmentConfig } from "../schema";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

/** Rules on a node group in a Capacity Block. Zone and type are those of each reservation. */
export function blockRules(group: NodeGroupConfig): KeyProblem[] {
  const { blockWindow } = group;
  if (group.capacityType === "CAPACITY_BLOCK") {
    return [
      ...partProblems(group),
      ...typeProblems(group),
      ...(blockWindow ? windowProblems(blockWindow) : []),
    ];
  }
  return blockWindow ? [TEXTS.capacityBlockBlockWindow] : [];
}

function partProblems({ capacityReservation, blockWindow, minPerZone }: NodeGroupConfig): KeyProblem[] {
  const missing = [
    ...(capacityReservation === undefined ? ["capacityReservation, the id of the block"] : []),
    ...(blockWindow === undefined ? ["blockWindow, the start and the end of the block"] : []),
  ];
  return [
    ...missing.map((expected) => ({
      key: ["capacityType"],
      expected,
      fix: "add it, as the AWS CLI shows it: aws ec2 describe-capacity-reservations",
    })),
    ...(minPerZone > 0 ? [TEXTS.capacityBlockMinPerZone] : []),
  ];
}

function typeProblems({ instanceTypes }: NodeGroupConfig): KeyProblem[] {
  const others = instanceTypes.filter(
    (type) => !figures.capacityBlocks.families.includes(type.split(".")[0] ?? ""),
  );
  return others.length > 0
    ? [
        {
          key: ["instanceTypes"],
          expected: `a type of capacity blocks: one of the families ${figures.capacityBlocks.families.join(", ")}`,
          fix: "write the type of the block, or remove capacityType",
        },
      ]
    : [];
}

const MS_A_DAY = 24 * 60 * 60 * 1000;

function windowProblems({ start, end }: NonNullable<NodeGroupConfig["blockWindow"]>): KeyProblem[] {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const problem = (expected: string, fix: string): KeyProblem[] => [
    { key: ["blockWindow", "end"], expected, fix },
  ];
  if (to <= from) return problem("a time after its start", "write the end of the block");
  if (to - from > figures.capacityBlocks.longestDays * MS_A_DAY) {
    return problem(
      `at most ${figures.capacityBlocks.longestDays} days after its start, the longest block`,
      "write the end of the block",
    );
  }
  return end.slice(11, 16) === figures.capacityBlocks.endUtc
    ? []
    : problem(
        `${figures.capacityBlocks.endUtc} UTC, the time at which all blocks end`,
        `write ${end.slice(0, 11)}${figures.capacityBlocks.endUtc}:00Z, if that is the end of the block`,
      );
}
