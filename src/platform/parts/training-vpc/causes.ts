import { type PartCauses, type Shaped } from "../../stacks/causes/table";

const TRAINING = "components.training-vpc";

/** Resources for a training VPC. */
const TRAINING_VPC: Shaped = {
  part: TRAINING,
  by: {
    namePrefix: "name tags",
    [TRAINING]: "exists",
    [`${TRAINING}.attachment`]: "exists depends_on referenced_security_group_id vpc",
    [`${TRAINING}.securityGroupIds`]: "group:exists@group",
    [`${TRAINING}.cidrs`]: "client:exists@client",
    [`${TRAINING}.services`]: "service:exists@service",
    [`${TRAINING}.dns`]:
      "service:exists range:exists aws_route53_resolver_endpoint:exists aws_security_group:exists",
    "network.attachments[].cidrs": "range:exists@range",
    "network.attachments[].name": "depends_on",
    "network.attachments[].peerVpcId": "vpc",
    "network.attachments[].peerAccount": "referenced_security_group_id",
    "network.zones": "ip_address",
    account: "referenced_security_group_id",
    region: "name tags vpc",
  },
};

export const CAUSES: PartCauses = {
  network: {
    "training-vpc": TRAINING_VPC,
    training_vpc: {
      part: TRAINING,
      by: {
        [TRAINING]: "*",
        "network.attachments": "value",
        "network.vpcCidr": "value",
        region: "value",
      },
    },
  },
  shapes: {
    endpointCharges: [TRAINING, `${TRAINING}.services`],
    endpointServices: [TRAINING, `${TRAINING}.services`],
    networkAclRules: [TRAINING],
  },
};
