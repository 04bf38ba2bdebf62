import { component } from "../../platform/contract";

/**
 * Calls with which the agent registers and carries sessions. The managed policy AmazonSSMManagedInstanceCore also reads every
 * parameter and document of the account.
 */
const AGENT_ACTIONS = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

/**
 * Source: Systems Manager user guide, "setup-create-vpc" (read 2026-11-20) and
 * "getting-started-create-iam-instance-profile" (read
 * 2026-11-25); awslabs/amazon-eks-ami configures the service amazon-ssm-agent of AL2023 images (read 2026-11-21).
 */
export const sessionManager = component({
  id: "session-manager",
  title: "SSM Agent",
  order: 60,
  isEnabled: ({ config }) => config.cluster.sessionManager,
  needs: () => ({
    services: [
      { service: "ssm", why: "registers the node" },
      { service: "ssmmessages", why: "carries the sessions" },
    ],
  }),
  contributes: () => ({
    nodeStatements: { "session-manager": [{ Effect: "Allow", Action: AGENT_ACTIONS, Resource: "*" }] },
  }),
});
