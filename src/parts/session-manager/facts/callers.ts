import { type Caller } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "SSM Agent",
    order: 30,
    sign: { action: "ssmmessages:*" },
    from: "nodes",
    calls: [
      { service: "ssm", why: "registers the node" },
      { service: "ssmmessages", why: "carries the sessions" },
    ],
    controlPlanePorts: {},
    source:
      'AWS Systems Manager user guide, "setup-create-vpc": old agents also call ec2messages (read 2026-11-21)',
  },
];
