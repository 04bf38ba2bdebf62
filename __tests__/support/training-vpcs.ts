import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

const PEERING = {
  type: "peering",
  name: "training",
  peerVpcId: "vpc-0fedcba9876543210",
  cidrs: ["172.24.0.0/16"],
};

export const GATEWAY = {
  type: "transit-gateway",
  name: "training",
  transitGatewayId: "tgw-0fedcba9876543210",
  cidrs: ["172.24.0.0/16"],
};

export const TRAINING = {
  attachment: "training",
  securityGroupIds: ["sg-0fedcba9876543210"],
  services: ["ecr.api", "ecr.dkr", "logs", "sagemaker.api", "sts"],
  dns: "resolver",
};

const RUNNERS = {
  type: "peering",
  name: "runners",
  peerVpcId: "vpc-0a1b2c3d333344445",
  peerAccount: "777788889999",
  cidrs: ["10.96.0.0/24"],
};

const NETWORK = { networkAcls: true, attachments: [RUNNERS] };

/** Changes of `mlapp`, a network without internet that runners use, with a training VPC. */
export const withTraining = (training: object = {}, attachment: object = {}): object => ({
  network: {
    ...NETWORK,
    attachments: [RUNNERS, "type" in attachment ? attachment : { ...PEERING, ...attachment }],
  },
  components: { "training-vpc": { ...TRAINING, ...training } },
});

export const trainingPlan = (training: object = {}, attachment: object = {}): Plan =>
  planWith("mlapp", withTraining(training, attachment));

/** The same network without the training VPC. */
export const withoutTraining = (): Plan => planWith("mlapp", { network: NETWORK });

export const TRAINING_VPCS: readonly (readonly [name: string, plan: Plan])[] = [
  ["a training VPC with a Resolver endpoint", trainingPlan()],
  ["a training VPC with hosted zones", trainingPlan({ dns: "zones" })],
];
