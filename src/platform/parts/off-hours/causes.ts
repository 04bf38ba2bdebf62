import { type PartCauses, type Shaped } from "../../stacks/causes/table";

/** Commands with the sizes of all node groups. */
const COMMANDS: Shaped = {
  part: "components.off-hours",
  by: {
    "components.off-hours": "exists",
    "components.off-hours.keepNodes": "value",
    "components.off-hours.keepIn": "value",
    "cluster.name": "value",
    region: "value",
    "network.zones": "value",
    "cluster.nodeGroups.+": "value",
    "cluster.nodeGroups.*.zones": "value",
    "cluster.nodeGroups.*.minPerZone": "value",
    "cluster.nodeGroups.*.maxPerZone": "value",
    "cluster.nodeGroups.*.instanceTypes": "value",
  },
};

const JOB = "spec.job_template.spec.template.spec.container";

export const CAUSES: PartCauses = {
  cluster: {
    "off-hours": {
      part: "components.off-hours",
      by: {
        "components.off-hours": "exists",
        "cluster.nodeGroups.+": "aws_iam_role_policy:policy",
        "cluster.nodeGroups.*.zones": "aws_iam_role_policy:policy",
        "network.zones": "aws_iam_role_policy:policy",
        namePrefix: "name",
        account: "assume_role_policy",
        region: "target",
      },
    },
    "off-hours/Nodes/*": {
      part: "components.off-hours",
      by: {
        "components.off-hours": "exists",
        "components.off-hours.timezone": "schedule_expression_timezone",
        "components.off-hours.start": "schedule_expression",
        "components.off-hours.stop": "schedule_expression",
        "components.off-hours.days": "schedule_expression",
        "components.off-hours.keepNodes": "target.input",
        "components.off-hours.keepIn": "target.input",
        "cluster.nodeGroups.*": "exists",
        "cluster.nodeGroups.*.zones": "exists@zone target.input",
        "network.zones": "exists@zone target.input",
        "cluster.nodeGroups.*.minPerZone": "target.input",
        "cluster.nodeGroups.*.maxPerZone": "target.input",
        "cluster.nodeGroups.*.instanceTypes": "target.input",
        region: "target.arn",
      },
    },
    off_hours_start_commands: COMMANDS,
    off_hours_stop_commands: COMMANDS,
  },
  models: {
    "off-hours": {
      part: "components.off-hours",
      by: {
        "components.off-hours": "exists spec",
        namespace: "metadata namespace subject",
        "models[].name": `rule ${JOB}.args`,
        "models[].kind": `${JOB}.args`,
        "network.egress": `${JOB}.image`,
        account: `${JOB}.image`,
        region: `${JOB}.image`,
      },
      shapedBy: { cachedRegistries: `${JOB}.image` },
    },
    off_hours_models_commands: {
      part: "components.off-hours",
      by: { "components.off-hours": "exists", namespace: "value" },
    },
  },
  shapes: {
    modelJobs: ["components.off-hours"],
    nodeCounts: ["components.off-hours"],
    stopsNodes: ["components.off-hours.keepNodes"],
  },
};
