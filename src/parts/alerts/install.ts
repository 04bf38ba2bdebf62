import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { entryReach } from "../../environment/entry";
import { hasGpuMetrics } from "../gpu-metrics/names";
import { PROMETHEUS } from "../../environment/prometheus";
import { ALERTMANAGER_ACCOUNT } from "../prometheus/names";
import {
  type AlarmProps,
  type AlarmedEndpoint,
  certificateAlarm,
  createEndpointAlarms,
  heartbeatAlarm,
} from "./resources/alarms";
import { createDatabaseAlarms } from "./resources/database-alarms";
import { followsQueue } from "../../environment/queue";
import { scrapedMetrics } from "../../environment/scraped-metrics";
import { KEDA } from "../keda/names";
import { AlertTopics } from "./resources/alert-topics";
import { CustomResources } from "../../platform/custom-resources";
import { modelPodNames } from "../../environment/model-names";
import { own } from "../../base/own";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { type Alert, ruleSpec } from "./alert";
import { databasesOfParts } from "./databases";
import { hasHeartbeat } from "./heartbeat";
import { modelAlerts } from "./model-alerts";
import { gpuAlerts, platformAlerts } from "./platform-alerts";
import { type AlertSettings, type Objectives } from "./settings";
import { endpointTypeOf } from "../../environment/endpoints";
import { neededEndpoints } from "../../platform/needs";
import { type EnvironmentConfig } from "../../environment/schema";
import { type ComposedEnvironment } from "../../platform/contract";

/** Topics, a role and alarms; alert rules of the platform; and alert rules of the models in their own layer. */
export const install: Install = {
  network: (_, { environment, network }) =>
    Object.fromEntries(
      neededInterfaces(environment).map((service) => [
        outputOf(service),
        {
          value: own<string>(network.endpointIds, service) ?? "",
          description: `Interface endpoint of ${service}, which an alarm watches`,
        },
      ]),
    ),
  cluster: (stack, host) => {
    const { config, names } = host.environment;
    const scope = new AlertTopics(stack, "alerts", {
      location: host.location,
      namePrefix: names.prefix,
      email: settingsOf(config).email,
      oidc: host.oidc,
      serviceAccount: { namespace: PROMETHEUS.namespace, name: ALERTMANAGER_ACCOUNT },
    });
    const { alerts, heartbeat, roleArn } = scope;
    const alarms: AlarmProps = { namePrefix: names.prefix, topicArn: alerts.arn };
    if (hasHeartbeat(config)) heartbeatAlarm(scope, alarms, heartbeat.name);
    if (entryReach(config.entry).servesHttps)
      certificateAlarm(scope, alarms, host.network.text("certificate_arn"));
    createEndpointAlarms(scope, alarms, host.network.text("vpc_id"), endpointsOf(host));
    createDatabaseAlarms(scope, alarms, databasesOfParts(host.environment.parts, config));
    return {
      alerts_topic_arn: {
        value: alerts.arn,
        description: "Topic of alerts and alarms, for more recipients",
      },
      alerts_heartbeat_topic_arn: {
        value: heartbeat.arn,
        description: "Topic to which Alertmanager publishes while it works",
      },
      alerts_role_arn: { value: roleArn, description: "Role of Alertmanager" },
    };
  },
  platform: (stack, { environment, release }) => {
    const alerts = [
      ...platformAlerts(namespacesOf(environment)),
      ...(hasGpuMetrics(environment.config) ? gpuAlerts() : []),
    ];
    installRules(stack, "platform-alerts", PROMETHEUS.namespace, { platform: alerts }, [
      release(PROMETHEUS.release),
    ]);
    return {};
  },
  models: (stack, { environment, namespace }) => {
    installRules(stack, "alert-rules", namespace.name, alertsByModel(environment.config), [
      namespace.resource,
    ]);
    return {};
  },
};

/** Namespaces with pods of parts. All have some in kube-system; an add-on with a role names the one of its service account. */
function namespacesOf({ parts }: Hosts["platform"]["environment"]): string[] {
  const own = parts.flatMap(({ namespace = [] }) => namespace);
  const ofCharts = parts.flatMap(({ charts }) => charts.map(({ namespace }) => namespace));
  const ofRoles = parts.flatMap(({ identities }) => identities.map(({ trust }) => trust.namespace));
  return [...new Set(["kube-system", ...own, ...ofCharts, ...ofRoles])].sort();
}

const settingsOf = (config: EnvironmentConfig): AlertSettings =>
  partSettings(config, "alerts") as AlertSettings;

/** Output of the network layer with the id of an endpoint. */
const outputOf = (service: string) => `alerts_${service.replaceAll(/\W/g, "_")}_endpoint_id` as const;

const endpointsOf = ({ environment, location, network }: Hosts["cluster"]): AlarmedEndpoint[] =>
  neededInterfaces(environment).map((service) => ({
    service,
    serviceName: `com.amazonaws.${location.region}.${service}`,
    id: network.text(outputOf(service)),
  }));

/** Alerts of each model, by its name. */
const alertsByModel = (config: EnvironmentConfig): Record<string, Alert[]> =>
  Object.fromEntries(
    config.models.map((model) => {
      const { name, kind, replicas } = model;
      const metrics = scrapedMetrics(model, config);
      return [
        name,
        modelAlerts({
          name,
          pods: modelPodNames(name, kind),
          namespace: config.namespace,
          scales: replicas.max > replicas.min,
          ...(followsQueue(model, config) ? { scalerCommand: `kubectl -n ${KEDA.namespace} get pods` } : {}),
          ...(metrics ? { requests: { metrics, objectives: objectivesOf(settingsOf(config), name) } } : {}),
        }),
      ];
    }),
  );

function objectivesOf(settings: AlertSettings, model: string): Objectives {
  const { availabilityPercent, latencySeconds, latencyPercent } = settings;
  const others = own(settings.models, model) ?? {};
  return {
    availabilityPercent: others.availabilityPercent ?? availabilityPercent,
    latencySeconds: others.latencySeconds ?? latencySeconds,
    latencyPercent: others.latencyPercent ?? latencyPercent,
  };
}

/** A release of PrometheusRules, one for each group. */
function installRules(
  scope: Construct,
  releaseName: string,
  namespace: string,
  groups: Readonly<Record<string, readonly Alert[]>>,
  dependsOn: readonly ITerraformDependable[],
): void {
  new CustomResources(scope, releaseName, {
    releaseName,
    namespace,
    resources: Object.entries(groups).map(([name, alerts]) => ({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: `${name}-alerts`, namespace },
      spec: ruleSpec(name, alerts),
    })),
    dependsOn,
  });
}

/** Services with an interface endpoint in a created VPC, in the same order. */
const neededInterfaces = (environment: Pick<ComposedEnvironment, "parts" | "config">): string[] =>
  environment.config.network.existing
    ? []
    : neededEndpoints(environment)
        .map(({ service }) => service)
        .filter((service) => endpointTypeOf(service) === "interface");
