import { component } from "../contract";

/**
 * Source: Systems Manager user guide, "setup-create-vpc" (read 2026-11-20); awslabs/amazon-eks-ami configures the service
 * amazon-ssm-agent of AL2023 images (read 2026-11-21).
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
  contributes: () => ({ nodePolicies: { "session-manager": "AmazonSSMManagedInstanceCore" } }),
});
