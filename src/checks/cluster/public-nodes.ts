import { namedSubnets } from "../../infrastructure/network-routes";
import { type Check, combinedFinding, ruleOf } from "../check";
import { block, blocks, isFalse, isTrue } from "../../terraform/stack-json";
import { inLayer } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const publicNodes: Check = {
  ...ruleOf(TEXTS, "public-nodes"),
  run: (plan) => [
    ...plan.resources("aws_launch_template").flatMap((template) => {
      const interfaces = blocks(template.config.network_interfaces);
      return combinedFinding(template, "nodes", [
        ...(interfaces.length === 0 ? ["the subnet decides whether they get public addresses"] : []),
        ...interfaces
          .filter((each) => !isFalse(each.associate_public_ip_address))
          .map(() => "associate_public_ip_address is not false"),
        ...interfaces
          .filter((each) => !isTrue(each.delete_on_termination))
          .map(
            () => "an interface remains after its node is terminated, and blocks the deletion of its subnet",
          ),
      ]);
    }),
    ...PLACED.flatMap(([type, path]) =>
      plan.resources(type).flatMap((resource) => {
        const places =
          path === "vpc_config" ? block(resource.config[path])["subnet_ids"] : resource.config[path];
        const open = namedSubnets(plan, inLayer(resource, places)).filter(
          ({ givesPublicAddresses }) => givesPublicAddresses,
        );
        return combinedFinding(
          resource,
          "subnets",
          open.map((subnet) => `${subnet.resource.address} assigns public addresses`),
        );
      }),
    ),
  ],
};

const PLACED: readonly (readonly [type: string, path: string])[] = [
  ["aws_eks_cluster", "vpc_config"],
  ["aws_eks_node_group", "subnet_ids"],
  ["aws_eks_fargate_profile", "subnet_ids"],
];
