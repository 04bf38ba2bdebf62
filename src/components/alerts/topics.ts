import { type Construct, Construct as Scope } from "constructs";
import { EncryptionKey } from "../../constructs/encryption/encryption-key";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import { ALARMS, serviceTopic } from "../../constructs/notifications/service-topic";
import { ALERTMANAGER_ACCOUNT, PROMETHEUS_NAMESPACE } from "../../config/prometheus";
import { regionalArn } from "../../core/aws";
import { type ClusterHost } from "../install";

export interface AlertTopics {
  /** Topic that a person reads. */
  readonly alertsArn: string;
  /** Topic of the message that Alertmanager repeats while all of its way works. Nobody reads it. */
  readonly heartbeatArn: string;
  readonly heartbeatName: string;
  /** Role of Alertmanager. */
  readonly roleArn: string;
}

/** Two encrypted topics, and the role by which Alertmanager publishes to them. */
export function alertTopics(
  scope: Construct,
  { location, environment, oidc }: ClusterHost,
  email: string,
): AlertTopics {
  const { prefix } = environment.names;
  const [alertsName, heartbeatName] = [`${prefix}-alerts`, `${prefix}-heartbeat`];
  const key = new EncryptionKey(scope, "key", {
    location,
    alias: `alias/${alertsName}`,
    description: `Alerts of ${prefix}`,
    alarmTopics: true,
  });
  const topic = { location, kmsKeyArn: key.arn, publisher: ALARMS };
  const alerts = serviceTopic(scope, { ...topic, name: alertsName, email });
  const heartbeat = serviceTopic(new Scope(scope, "heartbeat"), { ...topic, name: heartbeatName });
  const role = new IrsaRole(scope, "Role", {
    roleName: `${prefix}-alertmanager`,
    description: `Alertmanager publishes the alerts of ${prefix}`,
    oidc,
    serviceAccount: { namespace: PROMETHEUS_NAMESPACE, name: ALERTMANAGER_ACCOUNT },
    statements: [
      {
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: [alertsName, heartbeatName].map((name) => regionalArn(location, "sns", name)),
      },
      { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: key.arn },
    ],
  });
  return {
    alertsArn: alerts.arn,
    heartbeatArn: heartbeat.arn,
    heartbeatName: heartbeat.name,
    roleArn: role.arn,
  };
}
