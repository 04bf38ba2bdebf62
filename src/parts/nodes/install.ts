import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { Construct } from "constructs";
import { instanceCapacity } from "../../facts/instance-capacity";
import { imageOf } from "../../facts/instance-types";
import { type Install } from "../../platform/install";
import { ownId } from "../../platform/own-id";
import { scheduleBlocks } from "./resources/capacity-blocks";

/**
 * Schedules of Capacity Blocks, and look-ups of rare instance types in the zones of their node groups, before EKS creates groups that never
 * get a node.
 */
export const install: Install = {
  cluster: (stack, host) => {
    const { config } = host.environment;
    scheduleBlocks(stack, host);
    const scope = new Construct(stack, "InstanceTypes");
    for (const [group, { instanceTypes, zones }] of Object.entries(config.cluster.nodeGroups)) {
      if (!instanceTypes.some(isRare)) continue;
      for (const letter of zones ?? config.network.zones)
        offeredIn(scope, { region: config.region, group, letter, instanceTypes });
    }
    return {};
  },
};

/** Types with GPUs are in some zones of a region only, and nothing is known of types without a row in the tables. */
const isRare = (instanceType: string): boolean =>
  (imageOf([instanceType])?.gpu ?? true) || instanceCapacity(instanceType) === undefined;

interface OfferedTypes {
  readonly region: string;
  readonly group: string;
  readonly letter: string;
  readonly instanceTypes: readonly string[];
}

/** One type is enough: an Auto Scaling group takes no other where a zone lacks some of its types. */
function offeredIn(scope: Construct, { region, group, letter, instanceTypes }: OfferedTypes): void {
  const zone = `${region}${letter}`;
  const key = `cluster.nodeGroups.${group}`;
  const list = `aws ec2 describe-instance-type-offerings --region ${region} --location-type availability-zone --filters Name=instance-type,Values=${instanceTypes.join(",")} --query 'InstanceTypeOfferings[].[InstanceType,Location]' --output text`;
  new DataAwsEc2InstanceTypeOfferings(scope, ownId(scope, `${group}-${letter}`), {
    locationType: "availability-zone",
    filter: [
      { name: "instance-type", values: [...instanceTypes] },
      { name: "location", values: [zone] },
    ],
    lifecycle: {
      postcondition: [
        {
          condition: "${length(self.instance_types) > 0}",
          errorMessage: `${zone} offers none of the types of ${key} (${instanceTypes.join(", ")}) to this account; set ${key}.zones to zones with one of them. This command lists types and zones:\n\n    ${list}`,
        },
      ],
    },
  });
}
