import {
  block,
  blocks,
  isTrue,
  type JsonObject,
  number,
  text,
  writtenText,
} from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { hasRecord, type Stated } from "../../infrastructure/stated";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { NODE_DISK } from "../../evidence/node-disk";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const nodeVolumes: Check = {
  ...ruleOf(TEXTS, "node-volumes"),
  run: (plan, { statedOf }) => [
    ...plan.resources("aws_launch_template").flatMap((template) => {
      const devices = blocks(template.config.block_device_mappings);
      const plain = devices.filter(({ ebs }) => !isTrue(block(ebs).encrypted));
      return combinedFinding(template, "node volumes", [
        ...devicesOf(plan, template)
          .filter((name) => !devices.some((device) => device.device_name === name))
          .map((name) => `it does not define the device ${name}, which the image leaves unencrypted`),
        ...devices
          .filter(({ ebs }) => block(ebs).volume_type !== "gp3")
          .map(
            (device) =>
              `${writtenText(device.device_name)} has type ${writtenText(block(device.ebs).volume_type)}, expected gp3`,
          ),
        ...devices.flatMap(speedProblems),
        ...keyProblems(devices, statedOf(plan.name)),
        ...plain.map((device) => `${writtenText(device.device_name)} is not encrypted`),
        ...devices
          .filter(({ ebs }) => !isTrue(block(ebs).delete_on_termination))
          .map((device) => `${writtenText(device.device_name)} remains after its node is terminated`),
      ]);
    }),
    ...plan
      .resources("aws_ebs_volume")
      .flatMap((volume) =>
        combinedFinding(volume, "volume", isTrue(volume.config.encrypted) ? [] : ["it is not encrypted"]),
      ),
  ],
};

/** Disks with another key than that of the file. An owner of a hand-over without a record chooses any. */
function keyProblems(devices: readonly JsonObject[], stated: Stated): string[] {
  const wordsOf = (key: string | undefined): string => key ?? "the default key of the account";
  return hasRecord(stated)
    ? devices.flatMap(({ device_name: name, ebs }) => {
        const key = text(block(ebs)["kms_key_id"]);
        return key === stated.nodeDiskKey
          ? []
          : [
              `${writtenText(name)} is encrypted with ${wordsOf(key)}, expected ${wordsOf(stated.nodeDiskKey)}`,
            ];
      })
    : [];
}

/** Combinations that EBS refuses when an instance starts. */
function speedProblems({ device_name: name, ebs }: JsonObject): string[] {
  const { volume_size: size, iops, throughput } = block(ebs);
  const [gib, operations, rate] = [number(size), number(iops) ?? NODE_DISK.gp3.iops, number(throughput) ?? 0];
  // A disk of any size has those that gp3 includes.
  const most = Math.max((gib ?? Infinity) * NODE_DISK.gp3.mostIopsPerGiB, NODE_DISK.gp3.iops);
  const fastest = operations * NODE_DISK.gp3.mostMibPerSecondPerIops;
  return [
    ...(operations > most
      ? [`${writtenText(name)} has ${operations} IOPS for ${writtenText(size)} GiB, expected at most ${most}`]
      : []),
    ...(rate > fastest
      ? [`${writtenText(name)} has ${rate} MiB/s for ${operations} IOPS, expected at most ${fastest}`]
      : []),
  ];
}

/** Root device of Amazon Linux 2023 and of Bottlerocket (EKS user guide, "launch-templates", read 2026-11-20). */
const ROOT_DEVICE = "/dev/xvda";

/** Devices that the images of the nodes of a template have. */
const devicesOf = (plan: EnvironmentPlan, template: ResourceOf<"aws_launch_template">): string[] => [
  ROOT_DEVICE,
  ...nodeGroups(plan)
    .filter((group) => group.template === template)
    .flatMap(({ dataDevice }) => dataDevice ?? []),
];
