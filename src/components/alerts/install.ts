import { Construct } from "constructs";
import { endpointTypeOf } from "../../catalog/endpoints";
import { servesHttps } from "../../config/entry";
import { type EnvironmentConfig } from "../../config/environment";
import { PROMETHEUS_NAMESPACE, PROMETHEUS_RELEASE } from "../../config/prometheus";
import { CustomResources } from "../../constructs/custom-resources/custom-resources";
import { own } from "../../core/own";
import { type ComposedEnvironment } from "../compose";
import { type ClusterHost, type Install } from "../install";
import { neededEndpoints } from "../needs";
import {
  type AlarmProps,
  type AlarmedEndpoint,
  certificateAlarm,
  endpointAlarms,
  heartbeatAlarm,
} from "./alarms";
import { type Alert, ruleSpec } from "./alert";
import { hasHeartbeat } from "./heartbeat";
import { modelAlerts } from "./model-alerts";
import { platformAlerts } from "./platform-alerts";
import { type AlertSettings, type Objectives } from "./settings";
import { alertTopics } from "./topics";

/** Topics, a role and alarms; alert rules of the platform; and alert rules of the models in their own layer. */
export const install: Install = {
  network: (_, { environment, network }) => ({
    alerts_endpoint_ids: {
      value: interfaceServices(environment).map((service) => own<string>(network.endpointIds, service) ?? ""),
      description: `Interface endpoints of ${interfaceServices(environment).join(", ")}, which alarms watch`,
    },
  }),
  cluster: (stack, host) => {
    const { config, names } = host.environment;
    const scope = new Construct(stack, "alerts");
    const topics = alertTopics(scope, host, settingsOf(config).email);
    const alarms: AlarmProps = { namePrefix: names.prefix, topicArn: topics.alertsArn };
    if (hasHeartbeat(config)) heartbeatAlarm(scope, alarms, topics.heartbeatName);
    if (servesHttps(config.entry)) certificateAlarm(scope, alarms, host.network.text("certificate_arn"));
    if (config.network.existing === undefined) {
      endpointAlarms(scope, alarms, host.network.text("vpc_id"), endpointsOf(host));
    }
    return {
      alerts_topic_arn: {
        value: topics.alertsArn,
        description: "Topic of alerts and alarms, for more recipients",
      },
      alerts_heartbeat_topic_arn: {
        value: topics.heartbeatArn,
        description: "Topic to which Alertmanager publishes while it works",
      },
      alerts_role_arn: { value: topics.roleArn, description: "Role of Alertmanager" },
    };
  },
  platform: (stack, { release }) => {
    installRules(stack, "platform-alerts", PROMETHEUS_NAMESPACE, { platform: platformAlerts() }, [
      release(PROMETHEUS_RELEASE),
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

const settingsOf = ({ components }: EnvironmentConfig): AlertSettings =>
  own(components ?? {}, "alerts") as AlertSettings;

const interfaceServices = (environment: ComposedEnvironment): string[] =>
  neededEndpoints(environment)
    .map(({ service }) => service)
    .filter((service) => endpointTypeOf(service) === "interface");

const endpointsOf = ({ environment, location, network }: ClusterHost): AlarmedEndpoint[] =>
  interfaceServices(environment).map((service, index) => ({
    service,
    serviceName: `com.amazonaws.${location.region}.${service}`,
    id: network.item("alerts_endpoint_ids", index),
  }));

/** Alerts of each model, by its name. */
const alertsByModel = (config: EnvironmentConfig): Record<string, Alert[]> =>
  Object.fromEntries(
    config.models.map(({ name, metricsPath, replicas }) => [
      name,
      modelAlerts({
        name,
        namespace: config.namespace,
        scales: replicas.max > replicas.min,
        ...(metricsPath === undefined ? {} : { objectives: objectivesOf(settingsOf(config), name) }),
      }),
    ]),
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
  dependsOn: ConstructorParameters<typeof CustomResources>[2]["dependsOn"],
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
    ...(dependsOn ? { dependsOn } : {}),
  });
}
