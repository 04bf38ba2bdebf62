import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import { causedBy } from "../../constructs/cause";
import { ownId } from "../../constructs/own-id";
import { ReplicaSchedules } from "./resources/replica-schedules";
import { policyDocument } from "../../../shared/aws/iam";
import { podNames } from "../../names/model-names";
import { own } from "../../../shared/values/own";
import { pulledImage } from "../images";
import { type ClusterHost, type Install } from "../install";
import { partSettings } from "../part-settings";
import { type Day, NODES_AFTER_MINUTES, minutesOf } from "./clock";
import { type ScheduledGroup, type Sizes, scheduledGroups } from "./node-sizes";
import { type OffHoursSettings } from "./settings";

/**
 * A failed call is repeated, because EKS refuses a change during another one. It ends before the next change of the group
 * (EventBridge Scheduler API, RetryPolicy, read 2026-11-22).
 */
const RETRY = { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 };

/** Two schedules for each node group of a zone, with a role that resizes these groups and does nothing else. */
export const install: Install = {
  cluster: (stack, host) => {
    const { config, names } = host.environment;
    const settings = partSettings(config, "off-hours") as OffHoursSettings;
    const groups = scheduledGroups(settings, config);
    const scope = new Construct(stack, "off-hours");
    const scheduleGroup = new SchedulerScheduleGroup(scope, "Group", {
      name: `${names.prefix}-off-hours`,
    });
    const role = new IamRole(scope, "Role", {
      name: `${names.prefix}-off-hours`,
      description: "Resizes the node groups at the start and end of working hours",
      assumeRolePolicy: trustOf(scheduleGroup.arn, config.account),
    });
    const permission = new IamRolePolicy(scope, "resize-nodes", {
      name: "resize-nodes",
      role: role.id,
      policy: policyDocument([
        {
          Effect: "Allow",
          Action: "eks:UpdateNodegroupConfig",
          Resource: groups.map(({ name }) => nodeGroupIn(host, name).arn),
        },
      ]),
    });
    const nodes = new Construct(scope, "Nodes");
    const scopes = new Map(
      [...new Set(groups.map(({ group }) => group))].map((group) => [
        group,
        causedBy(new Construct(nodes, ownId(nodes, group)), {
          path: ["cluster", "nodeGroups", group],
          value: group,
        }),
      ]),
    );
    for (const each of groups) {
      const schedule = (action: "start" | "stop", expression: string, sizes: Sizes) =>
        new SchedulerSchedule(scopes.get(each.group) as Construct, `${each.zone}-${action}`, {
          name: `${each.name}-${action}`,
          groupName: scheduleGroup.name,
          description:
            action === "start" ? `Starts the nodes of ${each.name}` : `Stops the nodes of ${each.name}`,
          scheduleExpression: expression,
          scheduleExpressionTimezone: settings.timezone,
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            arn: `arn:${host.location.partition}:scheduler:::aws-sdk:eks:updateNodegroupConfig`,
            roleArn: role.arn,
            input: requestOf(host, each, sizes),
            retryPolicy: RETRY,
          },
          dependsOn: [permission],
        });
      const { start, stop, days } = settings;
      schedule("start", cron(minutesOf(start), days), each.working);
      schedule("stop", cron(minutesOf(stop) + NODES_AFTER_MINUTES, days), each.resting);
    }
    return {
      off_hours_start_commands: {
        value: groups.map((each) => commandOf(host, each, each.working)),
        description:
          "Commands that start the nodes outside of working hours, such as before an apply at night",
      },
      off_hours_stop_commands: {
        value: groups.map((each) => commandOf(host, each, each.resting)),
        description: "Commands that stop the nodes, such as on a holiday",
      },
    };
  },
  models: (stack, host) => {
    const { config } = host.environment;
    const { timezone, start, stop, days } = partSettings(config, "off-hours") as OffHoursSettings;
    new ReplicaSchedules(stack, "off-hours", {
      name: JOBS,
      namespace: host.namespace,
      deployments: config.models.map(({ name, kind }) => podNames(name, kind).deployment),
      image: pulledImage(host.environment, "off-hours", "kubectl"),
      timezone,
      apiServerIp: host.apiServerIp(),
      schedules: [
        // The autoscalers of the models are off at zero replicas, and raise one replica to their minimum.
        { action: "start", schedule: kubernetesCron(minutesOf(start), days), replicas: 1 },
        { action: "stop", schedule: kubernetesCron(minutesOf(stop), days), replicas: 0 },
      ],
    });
    return {
      off_hours_models_commands: {
        value: {
          start: jobCommand(host.namespace.name, "start"),
          stop: jobCommand(host.namespace.name, "stop"),
        },
        description: "Commands that start and stop the models outside of their schedule",
      },
    };
  },
};

/** Name of the jobs of the models, and of their service account. */
const JOBS = "off-hours";

const jobCommand = (namespace: string, action: string): string =>
  `kubectl --namespace ${namespace} create job --from=cronjob/${JOBS}-${action} ${JOBS}-${action}-$(date +%s)`;

const kubernetesCron = (minutes: number, days: readonly Day[]): string =>
  `${minutes % 60} ${Math.floor(minutes / 60)} * * ${days.join(",")}`;

/** Only schedules of this group may use the role (EventBridge Scheduler user guide, "cross-service-confused-deputy"). */
const trustOf = (groupArn: string, account: string): string =>
  policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": groupArn } },
    },
  ]);

/** Parameters of UpdateNodegroupConfig. EventBridge Scheduler expects names that begin with a capital letter. */
const requestOf = (host: ClusterHost, { name }: ScheduledGroup, { min, max, desired }: Sizes): string =>
  JSON.stringify({
    ClusterName: host.clusterName,
    NodegroupName: nodeGroupIn(host, name).name,
    ScalingConfig: { MinSize: min, MaxSize: max, DesiredSize: desired },
  });

const commandOf = ({ location, environment }: ClusterHost, { name }: ScheduledGroup, sizes: Sizes): string =>
  `aws eks update-nodegroup-config --region ${location.region} --cluster-name ${environment.names.cluster} --nodegroup-name ${name} --scaling-config minSize=${sizes.min},maxSize=${sizes.max},desiredSize=${sizes.desired}`;

function nodeGroupIn(
  { nodeGroups }: ClusterHost,
  name: string,
): { readonly name: string; readonly arn: string } {
  const found = own(nodeGroups, name);
  if (!found) throw new Error(`no node group ${name} in the cluster layer`);
  return found;
}

const cron = (minutes: number, days: readonly Day[]): string =>
  `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${days.map((day) => day.toUpperCase()).join(",")} *)`;
