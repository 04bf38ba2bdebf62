import { ReplicaSchedules } from "./resources/replica-schedules";
import { NodeSchedules } from "../../platform/node-schedules";
import { modelPodNames } from "../../environment/model-names";
import { own } from "../../base/own";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { type Day, NODES_AFTER_MINUTES, minutesOf } from "./clock";
import { type ScheduledGroup, type Sizes, scheduledGroups } from "./node-sizes";
import { type OffHoursSettings } from "./settings";
import { pulledImage } from "../../platform/part-images";

/** Schedules of the node groups in working hours. */
export const install: Install = {
  cluster: (stack, host) => {
    const { config, names } = host.environment;
    const settings = partSettings(config, "off-hours") as OffHoursSettings;
    const { timezone, start, stop, days } = settings;
    const groups = scheduledGroups(settings, config);
    new NodeSchedules(stack, "off-hours", {
      location: host.location,
      account: config.account,
      name: `${names.prefix}-off-hours`,
      description: "Resizes the node groups at the start and end of working hours",
      clusterName: host.clusterName,
      timezone,
      groups: groups.map(({ group, zone, name, working, resting }) => ({
        group,
        zone,
        name,
        nodes: nodeGroupIn(host, name),
        start: { expression: cron(minutesOf(start), days), sizes: working },
        stop: { expression: cron(minutesOf(stop) + NODES_AFTER_MINUTES, days), sizes: resting },
      })),
    });
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
      deployments: config.models.map(({ name, kind }) => modelPodNames(name, kind).deployment),
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

const commandOf = (
  { location, environment }: Hosts["cluster"],
  { name }: ScheduledGroup,
  sizes: Sizes,
): string =>
  `aws eks update-nodegroup-config --region ${location.region} --cluster-name ${environment.names.cluster} --nodegroup-name ${name} --scaling-config minSize=${sizes.min},maxSize=${sizes.max},desiredSize=${sizes.desired}`;

function nodeGroupIn(
  { nodeGroups }: Hosts["cluster"],
  name: string,
): { readonly name: string; readonly arn: string } {
  const found = own(nodeGroups, name);
  if (!found) throw new Error(`no node group ${name} in the cluster layer`);
  return found;
}

const cron = (minutes: number, days: readonly Day[]): string =>
  `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${days.map((day) => day.toUpperCase()).join(",")} *)`;
