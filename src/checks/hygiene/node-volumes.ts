import { block, blocks, isTrue, combinedFinding } from "../../analysis/blocks";
import { type Check } from "../check";

export const nodeVolumes: Check = {
  id: "node-volumes",
  severity: "error",
  title: "disks of nodes are encrypted",
  why: "container images, logs and scratch files of models lie on them",
  fix: "set encrypted = true for the root device in the launch template",
  source: "AWS Security Hub, EC2.3; Amazon EBS user guide, encryption (read 2026-11-20)",
  scannerRules: ["CKV_AWS_3", "AWS-0131", "EC2.3"],
  run: (plan) => [
    ...plan.resources("aws_launch_template").flatMap((template) => {
      const devices = blocks(template.config["block_device_mappings"]);
      const plain = devices.filter(({ ebs }) => !isTrue(block(ebs)["encrypted"]));
      return combinedFinding(template, "disks of nodes", [
        ...(devices.some((device) => device["device_name"] === ROOT_DEVICE)
          ? []
          : [`it leaves the root device ${ROOT_DEVICE} to the image, which does not encrypt it`]),
        ...devices
          .filter(({ ebs }) => block(ebs)["volume_type"] !== "gp3")
          .map(
            (device) =>
              `${String(device["device_name"])} is of type ${String(block(device["ebs"])["volume_type"])}, expected gp3`,
          ),
        ...plain.map((device) => `${String(device["device_name"])} is not encrypted`),
        ...devices
          .filter(({ ebs }) => !isTrue(block(ebs)["delete_on_termination"]))
          .map((device) => `${String(device["device_name"])} stays when its node goes`),
      ]);
    }),
    ...plan
      .resources("aws_ebs_volume")
      .flatMap((volume) =>
        combinedFinding(volume, "volume", isTrue(volume.config["encrypted"]) ? [] : ["it is not encrypted"]),
      ),
  ],
};

/** Of Amazon Linux 2023 (EKS user guide, "launch-templates", read 2026-11-20). */
const ROOT_DEVICE = "/dev/xvda";
