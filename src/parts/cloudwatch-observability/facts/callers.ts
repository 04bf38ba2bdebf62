import { type Caller, policySource, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "CloudWatch observability",
    order: 60,
    sign: { addon: "amazon-cloudwatch-observability" },
    from: "nodes",
    calls: [
      { service: "logs", why: "ships container logs and Container Insights metrics" },
      { service: "ec2", why: "reads the tags and volumes of its instance" },
      roleCall("its service account"),
    ],
    controlPlanePorts: { 9443: "webhook of the CloudWatch agent operator" },
    source: `${policySource("CloudWatchAgentServerPolicy")}: Container Insights sends metrics as log events`,
  },
];
